"""Whoever has no live session of a live account is told so, and changes nothing."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import update

from app.accounts.auth.models import Session
from app.core import ids
from app.security import tokens
from tests.clock import NOON, FakeClock
from tests.isolation.answers import foreign_in
from tests.isolation.conftest import Records, Town
from tests.isolation.document import SECURED, Operation
from tests.isolation.inhabitants import Inhabitant, another_session, settle_with_everything

OWNER = frozenset({"owner"})
NARROW = frozenset({"offline_access"})
"""What by itself opens nothing."""
secured = pytest.mark.parametrize("operation", SECURED, ids=str)


def token_for(user: Inhabitant, app: FastAPI, grant: tokens.Grant) -> str:
    """Issue what only the service itself could issue."""
    state = app.state
    grant = replace(grant, user_id=user.signed_in.user_id)
    return tokens.issue(
        state.signing_keys,
        grant,
        issuer=state.settings.issuer,
        audience=state.settings.issuer,
        now=state.clock(),
    )


def grant_of(user: Inhabitant, scopes: frozenset[str] = OWNER) -> tokens.Grant:
    signed_in = user.signed_in
    return tokens.Grant(signed_in.user_id, signed_in.session_id, "first_party", scopes, NOON)


async def none(_app: FastAPI, _owner: Inhabitant, _town: Town) -> str | None:
    return None


async def garbage(_app: FastAPI, owner: Inhabitant, _town: Town) -> str | None:
    return owner.signed_in.access_token[:-4] + "AAAA"


async def expired(app: FastAPI, owner: Inhabitant, _town: Town) -> str | None:
    app.state.clock = FakeClock(NOON + timedelta(seconds=tokens.LIFETIME_S))
    return owner.signed_in.access_token


async def of_a_session_that_ran_out(app: FastAPI, owner: Inhabitant, _town: Town) -> str | None:
    """Let it run out in its row: if years went by instead, the worker would tidy up meanwhile."""
    session = await another_session(app, owner)
    ending = update(Session).where(Session.id == session.session_id).values(expires_at=NOON)
    async with app.state.database.lease() as db:
        await db.execute(ending)
    return session.access_token


async def of_a_revoked_session(app: FastAPI, owner: Inhabitant, _town: Town) -> str | None:
    session = await another_session(app, owner)
    assert (await session.client.post("/v1/auth/logout")).status_code == 204
    return session.access_token


async def of_a_session_that_never_was(app: FastAPI, owner: Inhabitant, _town: Town) -> str | None:
    return token_for(owner, app, replace(grant_of(owner), session_id=ids.new_id()))


async def of_anothers_session(app: FastAPI, owner: Inhabitant, town: Town) -> str | None:
    return token_for(owner, app, grant_of(town.other))


STATES: dict[str, Callable[[FastAPI, Inhabitant, Town], Awaitable[str | None]]] = {
    "no token": none,
    "a garbage token": garbage,
    "an expired token": expired,
    "a token of a session that ran out": of_a_session_that_ran_out,
    "a token of a revoked session": of_a_revoked_session,
    "a token of a session that never was": of_a_session_that_never_was,
    "a token of another's session": of_anothers_session,
}


@pytest.fixture(scope="session")
async def deleted(running_app: FastAPI, records: Records) -> Inhabitant:
    running_app.state.clock = FakeClock()
    user = await settle_with_everything(running_app)
    await records.mark_as_deleted(user)
    return user


@secured
@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
async def test_without_a_live_session_nothing_is_shown_or_changed(
    operation: Operation,
    state: Callable[[FastAPI, Inhabitant, Town], Awaitable[str | None]],
    app: FastAPI,
    town: Town,
    records: Records,
) -> None:
    token = await state(app, town.owner, town)

    async with records.untouched(town.owner):
        await refused(operation, town.owner, token, "unauthenticated", 401)


@secured
@pytest.mark.usefixtures("app")
async def test_a_deleted_user_is_shown_nothing_and_changes_nothing(
    operation: Operation, deleted: Inhabitant, records: Records
) -> None:
    async with records.untouched(deleted):
        await refused(operation, deleted, deleted.signed_in.access_token, "unauthenticated", 401)


@secured
async def test_a_token_of_a_narrower_scope_opens_nothing(
    operation: Operation, app: FastAPI, town: Town, records: Records
) -> None:
    token = token_for(town.owner, app, grant_of(town.owner, NARROW))

    async with records.untouched(town.owner):
        await refused(operation, town.owner, token, "insufficient-scope", 403)


async def refused(
    operation: Operation, user: Inhabitant, token: str | None, code: str, status: int
) -> None:
    """Ask validly but for the token, and see the door closed."""
    request = await user.request(operation)
    del request.headers["authorization"]
    if token is not None:
        request.headers["authorization"] = f"Bearer {token}"

    answer = await user.signed_in.client.send(request, auth=None)

    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{code}")
    assert answer.headers["www-authenticate"].startswith('Bearer realm="ownorbit"')
    assert foreign_in(answer, {user.canary, user.id, *user.ids.values()}) == set()
