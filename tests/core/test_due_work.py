"""Work to come: once, at its moment by the app's clock, whole or not at all."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from starlette.datastructures import State

from app.core import due_work, outbox
from app.core.due_work import falling_due
from app.core.errors import Unavailable
from app.core.outbox import Event
from tests.clock import NOON, FakeClock
from tests.waiting import until

KIND = "testing.fell_due"
WEEKS = timedelta(weeks=8)

seen: list[Event] = []


@outbox.on(KIND)
async def note(_state: State, event: Event) -> None:
    seen.append(event)


@pytest.fixture
def user_id() -> UUID:
    return uuid4()


@pytest.fixture(autouse=True)
async def forgotten(app: FastAPI) -> AsyncIterator[None]:
    yield
    seen.clear()
    async with app.state.database.lease() as db:
        await db.execute(text("DELETE FROM due_work WHERE kind = :kind"), {"kind": KIND})


def came(user_id: UUID) -> list[UUID]:
    return [event.subject_id for event in seen if event.user_id == user_id]


async def planned(app: FastAPI, user_id: UUID, subject_id: UUID, after: timedelta) -> None:
    async with app.state.database.lease() as db:
        await db.begin()
        await due_work.plan(db, user_id, KIND, subject_id, due_at=app.state.clock() + after)


async def rows(app: FastAPI, table: str, user_id: UUID) -> int:
    async with app.state.database.lease() as db:
        statement = text(f"SELECT count(*) FROM {table} WHERE user_id = :id")  # noqa: S608
        return int(await db.scalar(statement, {"id": user_id}))


async def settled(app: FastAPI, user_id: UUID) -> None:
    async def is_done() -> bool:
        left = [await rows(app, table, user_id) for table in ("due_work", "outbox")]
        return sum(left) == 0

    await until(is_done)


async def turns() -> None:
    """Let the worker look twice."""
    await asyncio.sleep(2 * outbox.TEND_S + outbox.POLL_S)


async def test_eight_weeks_pass_and_it_comes_once(
    app: FastAPI, clock: FakeClock, user_id: UUID
) -> None:
    await planned(app, user_id, user_id, WEEKS)
    clock.now += WEEKS - timedelta(milliseconds=1)
    await turns()
    before = came(user_id)

    clock.pass_by(milliseconds=1)
    await settled(app, user_id)

    assert before == []
    assert came(user_id) == [user_id]
    (event,) = seen
    assert (event.type, event.recorded_at, event.attempts) == (KIND, NOON + WEEKS, 1)


async def test_what_is_planned_again_comes_at_its_new_moment_only(
    app: FastAPI, clock: FakeClock, user_id: UUID
) -> None:
    await planned(app, user_id, user_id, timedelta(days=1))
    await planned(app, user_id, user_id, timedelta(days=3))
    clock.pass_by(days=2)
    await turns()
    early = came(user_id)

    clock.pass_by(days=1)
    await settled(app, user_id)

    assert early == []
    assert came(user_id) == [user_id]


async def test_what_is_dropped_never_comes_and_the_rest_does(
    app: FastAPI, clock: FakeClock, user_id: UUID
) -> None:
    kept, dropped = uuid4(), uuid4()
    for subject_id in (kept, dropped):
        await planned(app, user_id, subject_id, timedelta(days=1))
    async with app.state.database.lease() as db:
        await due_work.drop(db, user_id, KIND, dropped)
        await due_work.drop(db, uuid4(), KIND, kept)

    clock.pass_by(days=1)
    await settled(app, user_id)

    assert came(user_id) == [kept]


async def test_several_are_planned_in_one_statement_each_for_its_own_moment(
    app: FastAPI, clock: FakeClock, user_id: UUID
) -> None:
    first, second = uuid4(), uuid4()
    await planned(app, user_id, first, timedelta(days=9))
    async with app.state.database.lease() as db:
        moments = {first: clock() + timedelta(days=1), second: clock() + timedelta(days=3)}
        await due_work.plan_all(db, user_id, KIND, moments)
        await due_work.plan_all(db, user_id, KIND, {})
    clock.pass_by(days=2)

    async def has_come() -> bool:
        return came(user_id) == [first]

    await until(has_come)
    clock.pass_by(days=1)
    await settled(app, user_id)
    assert came(user_id) == [first, second]


async def test_a_plan_of_a_transaction_that_fails_was_never_made(
    app: FastAPI, user_id: UUID
) -> None:
    async def fail() -> None:
        async with app.state.database.lease() as db:
            await db.begin()
            await due_work.plan(db, user_id, KIND, user_id, due_at=NOON)
            raise KeyError

    with pytest.raises(KeyError):
        await fail()

    assert await rows(app, "due_work", user_id) == 0


async def test_what_falls_due_while_it_is_moved_is_moved(app: FastAPI, user_id: UUID) -> None:
    """The drainer passes over a row that a transaction holds, and finds it where it was put."""
    await planned(app, user_id, user_id, timedelta(days=1))
    async with app.state.database.lease() as db:
        await db.begin()
        await due_work.plan(db, user_id, KIND, user_id, due_at=NOON + 2 * WEEKS)
        app.state.clock.now += WEEKS
        await turns()

    assert came(user_id) == []
    assert await rows(app, "due_work", user_id) == 1


async def test_two_drainers_at_once_make_one_event_of_each(app: FastAPI, user_id: UUID) -> None:
    far = NOON + 10 * WEEKS
    for _ in range(40):
        await planned(app, user_id, uuid4(), 9 * WEEKS)

    async def drain() -> list[UUID]:
        """Until nothing is left, of other tests' users either."""
        fallen: list[UUID] = []
        while True:
            async with app.state.worker_database.lease() as db:
                batch = await db.all(falling_due(far, 5))
            if not batch:
                return fallen
            fallen += [row.id for row in batch]

    fallen = [each for drained in await asyncio.gather(drain(), drain()) for each in drained]

    assert len(set(fallen)) == len(fallen) >= 40
    assert await rows(app, "due_work", user_id) == 0
    app.state.clock.now = far
    await settled(app, user_id)
    assert len(set(came(user_id))) == len(came(user_id)) == 40


async def test_a_drainer_that_dies_in_between_leaves_all_as_it_was(
    app: FastAPI, user_id: UUID
) -> None:
    await planned(app, user_id, user_id, 9 * WEEKS)

    async def die() -> None:
        async with app.state.worker_database.lease() as db:
            await db.begin()
            assert await db.all(falling_due(NOON + 10 * WEEKS, 10))
            await db.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(Unavailable):
        await die()

    assert await rows(app, "due_work", user_id) == 1
    assert await rows(app, "outbox", user_id) == 0
