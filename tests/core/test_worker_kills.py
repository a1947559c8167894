"""A worker killed between any two statements loses nothing and does nothing twice."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from email import message_from_bytes
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app import worker
from app.accounts.auth.sign_in import SIGNED_IN
from app.accounts.credentials.password_changes import FORGOTTEN
from app.core import due_work, events
from app.core.endpoints import Endpoints
from app.core.engines import engine_for
from tests.core.killing import KEPT, Trap, import_once, trapped_worker
from tests.signing_up import SignedIn, a_guest, an_account, an_address
from tests.waiting import until

LEFT = "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM due_work)"


@dataclass
class Day:
    """What a worker has to do: two mails, an erasure, and something that falls due."""

    closed: SignedIn
    planned: UUID


@pytest.fixture
async def jo(quiet_app: FastAPI, quiet_endpoints: Endpoints) -> SignedIn:
    engine = engine_for(quiet_endpoints.owner.url, pool_size=1)
    async with engine.connect() as owner:
        await owner.execute(text("CREATE TABLE kept (event_id uuid, PRIMARY KEY (event_id))"))
        await owner.execute(text("GRANT SELECT, INSERT ON kept TO ownorbit_worker"))
    await engine.dispose()
    await asyncio.to_thread(import_once)
    return await an_account(quiet_app, an_address())


@pytest.mark.timeout(900)  # some seventy processes: half a minute on two idle cores
async def test_whenever_a_worker_is_killed_each_thing_is_done_once(
    quiet_app: FastAPI, quiet_endpoints: Endpoints, jo: SignedIn
) -> None:
    """Question by question until a worker asks fewer; every second one with its answer lost."""
    app, found = quiet_app, Counter[tuple[int, int]]()
    number, is_killed = 0, True
    while is_killed:
        number += 1
        day = await a_day_of(app, jo)
        before = len(mails(app))
        trap = Trap(number, lets_ask=number % 2 == 0)
        async with trapped_worker(app.state.settings, quiet_endpoints, trap):
            is_killed = await killed_before_all_is_done(app, trap)
        found[len(mails(app)) - before, await left(app)] += 1
        pass_minutes(app)
        await finish(app)
        await check(app, day)

    assert found[0, 4] > 5, "none died before it did anything"
    assert found[2, 0] > 0, "none lived"
    assert any(mailed + rest > 4 for mailed, rest in found), "none died between mail and event"


async def a_day_of(app: FastAPI, jo: SignedIn) -> Day:
    closed = await a_guest(app)
    assert (await closed.client.delete("/v1/me")).status_code == 204
    now = app.state.clock()
    async with app.state.database.lease() as db:
        await db.begin()
        await events.record(db, jo.user_id, SIGNED_IN, jo.session_id, now=now)
        await events.record(db, jo.user_id, FORGOTTEN, jo.user_id, now=now)
        await due_work.plan(db, jo.user_id, KEPT, jo.user_id, due_at=now)
        planned = await db.scalar(text("SELECT id FROM due_work"))
    return Day(closed, planned)


async def killed_before_all_is_done(app: FastAPI, trap: Trap) -> bool:
    async def is_over() -> bool:
        return trap.sprung.is_set() or await left(app) == 0

    await until(is_over)
    return trap.sprung.is_set()


async def finish(app: FastAPI) -> None:
    async def is_done() -> bool:
        return await left(app) == 0

    async with worker.working(app.state):
        await until(is_done)


async def check(app: FastAPI, day: Day) -> None:
    """Every effect is there, once."""
    ids = Counter(message_from_bytes(mail)["Message-ID"] for mail in mails(app))
    user = {"id": day.closed.user_id}
    async with app.state.worker_database.lease() as db:
        kept = await db.scalar(
            text("SELECT count(*) FROM kept WHERE event_id = :id"), {"id": day.planned}
        )
        rows = await db.scalar(text("SELECT count(*) FROM users WHERE id = :id"), user)
    async with app.state.keys_database.lease() as keys:
        erased = await keys.scalar(
            text("SELECT count(*) FROM erased_users WHERE user_id = :id"), user
        )
        left_keys = await keys.scalar(
            text("SELECT count(*) FROM user_keys WHERE user_id = :id"), user
        )

    assert (kept, rows, erased, left_keys) == (1, 0, 1, 0)
    assert len(ids) == 2 * await number_of(app)
    assert set(ids.values()) == {1}


async def number_of(app: FastAPI) -> int:
    async with app.state.worker_database.lease() as db:
        return int(await db.scalar(text("SELECT count(*) FROM kept")))


async def left(app: FastAPI) -> int:
    async with app.state.database.lease() as db:
        return int(await db.scalar(text(LEFT)))


def mails(app: FastAPI) -> list[bytes]:
    return [file.read_bytes() for file in (app.state.settings.data_dir / "mail").glob("*.eml")]


def pass_minutes(app: FastAPI) -> None:
    """Let the dead worker's claims run out."""
    app.state.clock.pass_by(minutes=2)
    app.state.settings.clock_file.write_text(app.state.clock.now.isoformat())
