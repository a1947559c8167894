"""When the database or the worker stumbles, requests go on as soon as it is up again."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection

from app import worker
from app.core import limits, outbox
from app.core.endpoints import Endpoints
from app.core.engines import engine_for
from app.core.limits import Limit
from tests.signing_up import a_guest

ALEX = {"nickname": "Alex", "relation": "ex_partner", "phase": "apart"}


@pytest.fixture
async def superuser(endpoints: Endpoints) -> AsyncIterator[AsyncConnection]:
    url = make_url(endpoints.app.url).set(username="postgres")
    engine = engine_for(url.render_as_string(hide_password=False), pool_size=1)
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()


async def test_closed_connections_are_replaced_unseen(
    me: AsyncClient, superuser: AsyncConnection
) -> None:
    await asyncio.gather(*(me.get("/v1/people") for _ in range(8)))
    await superuser.execute(
        text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND usename = 'ownorbit_app'"
        )
    )
    await asyncio.sleep(0.1)

    answers = [await me.post("/v1/people", json=ALEX) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [201] * 5


async def test_who_waits_too_long_for_a_lock_may_try_again(
    app: FastAPI, superuser: AsyncConnection
) -> None:
    guest = await a_guest(app)
    await superuser.execute(text("BEGIN"))
    hold = text("SELECT FROM users WHERE id = :id FOR UPDATE")
    await superuser.execute(hold, {"id": guest.user_id})
    refused = await guest.client.post("/v1/people", json=ALEX)
    await superuser.execute(text("COMMIT"))

    assert (refused.status_code, refused.json()["type"]) == (503, "/problems/unavailable")
    assert refused.headers["retry-after"] == "2"
    assert (await guest.client.post("/v1/people", json=ALEX)).status_code == 201
    await guest.client.aclose()


async def test_a_write_that_waited_does_not_outlive_its_session(
    app: FastAPI, superuser: AsyncConnection
) -> None:
    guest = await a_guest(app)
    await superuser.execute(text("BEGIN"))
    await superuser.execute(
        text("SELECT FROM users WHERE id = :id FOR NO KEY UPDATE"), {"id": guest.user_id}
    )
    write = asyncio.create_task(guest.client.post("/v1/people", json=ALEX))
    await asyncio.sleep(0.3)
    await superuser.execute(
        text("UPDATE sessions SET revoked_at = '2026-03-10' WHERE user_id = :id"),
        {"id": guest.user_id},
    )
    await superuser.execute(text("COMMIT"))

    assert (await write).status_code == 401
    await guest.client.aclose()


async def test_the_worker_begins_again_after_a_bug(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Queue[int]()

    async def fail(_state: object) -> None:
        begun.put_nowait(1)
        raise ValueError

    monkeypatch.setattr(outbox, "work", fail)
    monkeypatch.setattr(outbox, "PAUSE_WITHOUT_DATABASE_S", 0.01)

    async with worker.working(app.state), asyncio.timeout(10):
        for _ in range(3):
            await begun.get()


async def test_limits_of_those_who_have_all_attempts_again_are_forgotten(app: FastAPI) -> None:
    limit, key = Limit("tries", 3, timedelta(hours=1)), b"somebody"
    async with app.state.database.lease() as db:
        await limits.spend(db, limit, key, now=app.state.clock())

    await limits.forget_the_idle(app.state.database, now=app.state.clock())
    kept = await keys(app)
    later = app.state.clock() + timedelta(minutes=20)
    await limits.forget_the_idle(app.state.database, now=later)

    assert key in kept
    assert key not in await keys(app)


async def keys(app: FastAPI) -> set[bytes]:
    async with app.state.database.lease() as db:
        return {row.key for row in await db.all(text("SELECT key FROM rate_limits"))}
