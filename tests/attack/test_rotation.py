"""Refresh tokens: a theft is noticed, a lost answer is not punished."""

import asyncio
import random
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app.accounts.auth import rules
from app.security import opaque_secrets
from app.security.opaque_secrets import OpaqueSecret
from tests.clock import FakeClock
from tests.mailbox import Mailbox, settled
from tests.signing_up import (
    SignedIn,
    a_guest,
    an_account,
    an_address,
    client_from,
    is_signed_in,
    refresh,
)

KEY = b"k" * 32


async def lineage(app: FastAPI, guest: SignedIn, length: int) -> list[str]:
    """Refresh so often; return every token there was, the newest last."""
    tokens = [guest.refresh_token]
    for _ in range(length):
        tokens.append((await refresh(app, tokens[-1])).json()["refresh_token"])
    return tokens


async def test_a_refresh_gives_new_tokens_of_the_same_session(
    app: FastAPI, clock: FakeClock
) -> None:
    guest = await a_guest(app)
    clock.pass_by(minutes=20)
    assert not await is_signed_in(guest)

    answer = await refresh(app, guest.refresh_token)
    body = answer.json()
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert body["session_id"] == str(guest.session_id)
    assert body["user"]["id"] == guest.user["id"]
    assert body["refresh_token"] != guest.refresh_token
    assert body["refresh_expires_in"] == 90 * 86_400
    guest.access_token = body["access_token"]
    assert await is_signed_in(guest)


async def test_phones_that_lose_answers_stay_signed_in(app: FastAPI, clock: FakeClock) -> None:
    guest = await a_guest(app)
    network = random.Random(7)
    token = guest.refresh_token
    for _ in range(200):
        clock.pass_by(minutes=15)
        answer = await refresh(app, token)
        assert answer.status_code == 200
        if network.random() > 0.2:
            token = answer.json()["refresh_token"]


async def test_the_predecessor_gives_the_same_successor_again(app: FastAPI) -> None:
    guest = await a_guest(app)
    answers = [(await refresh(app, guest.refresh_token)).json() for _ in range(3)]

    assert len({answer["refresh_token"] for answer in answers}) == 1
    assert len({answer["access_token"] for answer in answers}) == 3


async def test_a_copy_used_after_its_successor_ends_the_session_for_both(
    app: FastAPI, mailbox: Mailbox
) -> None:
    address = an_address()
    user = await an_account(app, address)
    tokens = await lineage(app, user, 2)
    assert await is_signed_in(user)

    answer = await refresh(app, tokens[0])
    assert answer.status_code == 401
    assert answer.json()["type"] == "/problems/refresh-token-reused"
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert not await is_signed_in(user)
    for token in tokens:
        refused = await refresh(app, token)
        assert refused.json()["type"] == "/problems/refresh-token-refused"
    assert await mailbox.newest(address, "a device was signed out")


@pytest.mark.parametrize("generation", range(7))
async def test_every_ancestor_counts_as_a_copy(app: FastAPI, generation: int) -> None:
    guest = await a_guest(app)
    tokens = await lineage(app, guest, 8)

    assert (await refresh(app, tokens[generation])).json()["type"].endswith("reused")
    assert (await refresh(app, tokens[-1])).status_code == 401


async def test_a_theft_ends_no_other_session(app: FastAPI) -> None:
    guest = await a_guest(app)
    body = {"recovery_code": guest.recovery_code, "device": {"platform": "web"}}
    other = (await guest.client.post("/v1/auth/recover", json=body)).json()
    tokens = await lineage(app, guest, 2)
    await refresh(app, tokens[0])

    assert (await refresh(app, other["refresh_token"])).status_code == 200


async def test_copies_used_all_at_once_are_told_of_once(app: FastAPI, mailbox: Mailbox) -> None:
    address = an_address()
    user = await an_account(app, address)
    tokens = await lineage(app, user, 3)

    answers = await asyncio.gather(*(refresh(app, tokens[0]) for _ in range(10)))
    assert {answer.status_code for answer in answers} == {401}
    await settled(app, user.user_id)
    assert len(mailbox.to(address, "a device was signed out")) == 1


async def test_of_many_refreshes_at_once_all_get_the_one_successor(app: FastAPI) -> None:
    for _ in range(5):
        guest = await a_guest(app)
        answers = await asyncio.gather(*(refresh(app, guest.refresh_token) for _ in range(20)))

        assert {answer.status_code for answer in answers} == {200}
        (successor,) = {answer.json()["refresh_token"] for answer in answers}
        assert await rotations(app, guest) == 1
        assert (await refresh(app, successor)).status_code == 200


async def rotations(app: FastAPI, guest: SignedIn) -> int:
    statement = text("SELECT refresh_count FROM sessions WHERE id = :id")
    async with app.state.database.lease() as db:
        return int(await db.scalar(statement, {"id": guest.session_id}))


async def test_what_is_no_refresh_token_is_refused_and_ends_nothing(app: FastAPI) -> None:
    guest, other = await a_guest(app), await a_guest(app)
    mine = opaque_secrets.parse("oo_refresh", guest.refresh_token)
    theirs = opaque_secrets.parse("oo_refresh", other.refresh_token)
    spliced = [
        OpaqueSecret(mine.user_id, mine.id, theirs.secret),
        OpaqueSecret(theirs.user_id, mine.id, mine.secret),
        OpaqueSecret(mine.user_id, theirs.id, mine.secret),
        OpaqueSecret(uuid4(), uuid4(), mine.secret),
        opaque_secrets.make(mine.user_id, mine.id),
    ]
    texts = [opaque_secrets.spell("oo_refresh", each) for each in spliced]
    others = ["", "oo_refresh_", guest.access_token[:200], guest.refresh_token.replace("re", "ri")]

    for token in [*texts, *others, f"{guest.refresh_token}="]:
        answer = await refresh(app, token)
        assert answer.status_code == 401, token
        assert answer.json()["type"] == "/problems/refresh-token-refused"
    assert await is_signed_in(guest)
    assert (await refresh(app, guest.refresh_token)).status_code == 200


async def test_refused_tokens_are_limited_and_good_ones_are_not(app: FastAPI) -> None:
    guest = await a_guest(app)
    tokens = await lineage(app, guest, 1)
    made_up = opaque_secrets.make(guest.user_id, guest.session_id)
    body = {"refresh_token": opaque_secrets.spell("oo_refresh", made_up)}
    async with client_from(app, "192.0.2.7") as client:
        answers = [await client.post("/v1/auth/refresh", json=body) for _ in range(31)]
        assert [answer.status_code for answer in answers] == [401] * 30 + [429]
        assert int(answers[-1].headers["retry-after"]) > 0

        good = await client.post("/v1/auth/refresh", json={"refresh_token": tokens[-1]})
        assert good.status_code == 200


def test_an_ancestor_is_found_as_far_back_as_there_were_refreshes() -> None:
    token = first = opaque_secrets.make(uuid4())
    for _ in range(5):
        token = opaque_secrets.successor(KEY, token)
    newest = opaque_secrets.digest(token.secret)

    assert rules.is_ancestor(KEY, first, newest, 5)
    assert not rules.is_ancestor(KEY, first, newest, 4)
    assert not rules.is_ancestor(KEY, token, newest, 5)
    assert not rules.is_ancestor(b"another key", first, newest, 5)
    assert not rules.is_ancestor(KEY, opaque_secrets.make(uuid4()), newest, 10**9)
