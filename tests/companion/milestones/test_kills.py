"""A worker that dies at any statement: every milestone comes exactly once, no due work is lost."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from itertools import count
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import text
from starlette.datastructures import State

from app.companion.milestones.service import DUE
from app.core import outbox
from app.core.database import Database
from app.core.endpoints import Endpoints
from app.core.engines import engine_for
from app.core.outbox import Event
from app.core.rhythm import OUT_OF_REACH
from tests.clock import FakeClock
from tests.companion.milestones.somebody import User
from tests.companion.milestones.told import guest_of, id_of, milestones
from tests.companion.streaks.lives import a_streak, at, read, standing_at
from tests.core.service import service
from tests.waiting import until
from tests.wire import Wire, counting_proxy

BEGUN, A_WEEK_LATER = "2026-07-01T12:00", at("2026-07-08T12:00")
WEEK, DAY_14 = [1, 3, 7], at("2026-07-15T04:00")
MANY = 40

ONE_OF_BOTH = text(
    "SELECT due_at FROM due_work WHERE user_id = :user_id AND kind = :kind"
    " UNION ALL SELECT due_at FROM outbox WHERE user_id = :user_id AND type = :kind"
)
every_way_to_break = pytest.mark.parametrize("delivers_last", [False, True])


@pytest.fixture
async def wire(endpoints: Endpoints) -> AsyncIterator[Wire]:
    async with counting_proxy(endpoints.worker) as wire:
        yield wire


@pytest.fixture
async def later(app: FastAPI, endpoints: Endpoints, wire: Wire) -> AsyncIterator[State]:
    """A worker of its own behind the wire, for whom it is a week later than for the app's."""
    endpoint = wire.endpoint(endpoints.worker)
    database = Database(engine_for(endpoint.url, role=endpoint.role))
    clock = FakeClock(A_WEEK_LATER)
    yield State({"worker_database": database, "vault": app.state.vault, "clock": clock})
    await database.close()


@standing_at(BEGUN)
@every_way_to_break
async def test_a_task_that_breaks_at_any_statement_does_all_or_nothing(
    me: AsyncClient, later: State, wire: Wire, *, delivers_last: bool
) -> None:
    streak = await a_streak(me)
    assert await milestones(me) == []
    before = (await read(me, "/v1/me"))["revision"]
    event = Event(uuid4(), id_of(me), DUE, UUID(streak["id"]), A_WEEK_LATER, attempts=1)

    breaks = 0
    for trip in count(1):
        wire.break_at(trip, delivers_last=delivers_last)
        try:
            await outbox.run(later, event)
        except OUT_OF_REACH:
            breaks += 1
        if not wire.is_broken:
            break
        assert await days_of(me) in ([], WEEK)
    wire.break_at(None)
    await outbox.run(later, event)

    assert breaks > 10
    assert await days_of(me) == WEEK
    assert (await read(me, "/v1/me"))["revision"] == before + 1
    assert await planned(me) == [DAY_14]


@standing_at(BEGUN)
@every_way_to_break
async def test_a_worker_that_dies_at_any_statement_leaves_the_work_to_the_next(
    me: AsyncClient,
    later: State,
    wire: Wire,
    monkeypatch: pytest.MonkeyPatch,
    *,
    delivers_last: bool,
) -> None:
    monkeypatch.setattr(outbox, "POLL_S", 0.01)
    await a_streak(me)
    assert await milestones(me) == []
    before = (await read(me, "/v1/me"))["revision"]

    async def is_over() -> bool:
        return wire.is_broken or await planned(me) == [DAY_14]

    deaths = 0
    while await planned(me) != [DAY_14]:
        deaths += 1
        assert deaths < 60, "the work is lost"
        wire.break_at(deaths, delivers_last=delivers_last)
        worker = asyncio.create_task(outbox.work(later))
        await until(is_over)
        worker.cancel()
        await asyncio.wait([worker])
        later.clock.pass_by(minutes=1)
        assert await planned(me) or await days_of(me) == WEEK

    assert deaths > 15
    assert await days_of(me) == WEEK
    assert (await read(me, "/v1/me"))["revision"] == before + 1


def test_after_kill_9_while_many_fall_due_each_comes_exactly_once(tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    clock.write_text("2026-03-10T12:00:00Z")
    with service(OWNORBIT_CLOCK_FILE=str(clock)) as running:
        user = User(running)
        for number in range(MANY):
            user.post("/v1/streaks", {"kind": "no_contact", "label": f"number {number}"})
        before = user.revision()
        clock.write_text("2026-03-11T12:00:00Z")
        user.wait_for(lambda found: len(found) > 0)
        running.kill()
        running.start()
        at_the_restart = len(user.milestones())
        clock.write_text("2026-03-11T12:02:00Z")
        first = user.wait_for(lambda found: len(found) == MANY)
        after = user.revision()
        clock.write_text("2026-03-13T12:00:00Z")
        both = user.wait_for(lambda found: len(found) == 2 * MANY)

    assert 0 < at_the_restart < MANY
    assert {each["days"] for each in first} == {1}
    assert len({each["streak_id"] for each in first}) == MANY
    assert after == before + MANY
    assert sorted(each["days"] for each in both) == [1] * MANY + [3] * MANY
    assert not [each for each in both if each["revoked_at"]]


async def days_of(client: AsyncClient) -> list[int]:
    """Read them without waiting for any worker."""
    found = (await read(client, "/v1/milestones"))["items"]
    return sorted(each["days"] for each in found)


async def planned(client: AsyncClient) -> list[datetime]:
    """Give when the next look is due, whether it is planned or an event already."""
    async with guest_of(client).app.state.database.lease() as db:
        found = await db.all(ONE_OF_BOTH, {"user_id": id_of(client), "kind": DUE})
    return [row.due_at for row in found]
