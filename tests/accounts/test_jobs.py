"""Jobs that write for a user: only while there is one, and with a revision of its own."""

from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import text, update

from app.accounts.auth.acting import turn_of, writing
from app.accounts.users.models import User
from app.core.ids import NOBODY
from tests.clock import NOON
from tests.signing_up import a_guest


async def test_a_job_writes_as_its_user_and_raises_their_revision(app: FastAPI) -> None:
    guest = await a_guest(app, time_zone="Asia/Tokyo")
    before = (await guest.client.get("/v1/me")).json()["revision"]

    async with turn_of(app.state, guest.user_id) as turn:
        assert turn
        assert turn.owner.revision == before
        owner = await writing(turn.db, turn.owner)
        acting = await turn.db.scalar(text("SELECT current_setting('app.user_id')"))

    assert acting == str(owner.id) == str(guest.user_id)
    assert (owner.revision, owner.time_zone) == (before + 1, "Asia/Tokyo")
    assert (owner.session_id, owner.scopes) == (NOBODY, frozenset())
    assert (await guest.client.get("/v1/me")).json()["revision"] == before + 1


async def test_a_job_that_fails_leaves_everything_as_it_was(app: FastAPI) -> None:
    guest = await a_guest(app)
    before = (await guest.client.get("/v1/me")).json()

    with pytest.raises(ZeroDivisionError):
        await write_and_fail(app, guest.user_id)

    assert (await guest.client.get("/v1/me")).json() == before


async def test_there_is_no_job_for_somebody_who_has_gone_or_never_was(app: FastAPI) -> None:
    guest = await a_guest(app)
    async with app.state.database.lease() as db:
        await db.execute(update(User).where(User.id == guest.user_id).values(deleted_at=NOON))

    for user_id in (guest.user_id, uuid4()):
        async with turn_of(app.state, user_id) as turn:
            assert turn is None


async def write_and_fail(app: FastAPI, user_id: UUID) -> None:
    async with turn_of(app.state, user_id) as turn:
        assert turn
        await writing(turn.db, turn.owner)
        raise ZeroDivisionError
