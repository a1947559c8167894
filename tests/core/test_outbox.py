"""Events and their tasks: at least once, later if need be, and never in the way."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import Row, insert, select, update
from starlette.datastructures import State
from structlog.testing import capture_logs

from app import worker
from app.core import outbox
from app.core.database import Database
from app.core.engines import engine_for
from app.core.events import OutboxEvent, record
from app.core.outbox import Event
from tests.clock import FakeClock
from tests.waiting import until

seen: list[Event] = []
failing: set[UUID] = set()
hanging: dict[UUID, asyncio.Event] = {}


class Broken(Exception):
    """What a task raises here."""


@outbox.on("testing.happened")
async def note(_state: State, event: Event) -> None:
    seen.append(event)
    if event.user_id in hanging:
        await hanging[event.user_id].wait()
    if event.user_id in failing:
        message = "canary"
        raise Broken(message)


def runs(user_id: UUID) -> list[Event]:
    return [event for event in seen if event.user_id == user_id]


async def happen(app: FastAPI, user_id: UUID, kind: str = "testing.happened") -> None:
    async with app.state.database.lease() as db:
        await db.begin()
        await record(db, user_id, kind, user_id, now=app.state.clock())


async def row_of(app: FastAPI, user_id: UUID) -> Row[UUID] | None:
    async with app.state.database.lease() as db:
        table = OutboxEvent.__table__
        row: Row[UUID] | None = await db.first(select(table).where(table.c.user_id == user_id))
        return row


async def gone(app: FastAPI, user_id: UUID) -> None:
    async def is_gone() -> bool:
        return await row_of(app, user_id) is None

    await until(is_gone)


async def put_off(app: FastAPI, user_id: UUID, attempts: int) -> Row[UUID]:
    """Wait until an event has failed so often and waits for its next turn."""
    out_of_sight = app.state.clock() + outbox.OUT_OF_SIGHT

    async def waits() -> bool:
        row = await row_of(app, user_id)
        return row is not None and row.attempts == attempts and row.due_at != out_of_sight

    await until(waits)
    row = await row_of(app, user_id)
    assert row
    return row


async def test_a_task_runs_once_soon_and_its_event_is_gone(app: FastAPI) -> None:
    user_id = uuid4()
    await happen(app, user_id)
    await gone(app, user_id)

    assert [(event.subject_id, event.attempts) for event in runs(user_id)] == [(user_id, 1)]


async def test_an_event_of_a_transaction_that_fails_never_happened(app: FastAPI) -> None:
    user_id = uuid4()

    async def fail() -> None:
        async with app.state.database.lease() as db:
            await db.begin()
            await record(db, user_id, "testing.happened", user_id, now=app.state.clock())
            raise Broken

    with pytest.raises(Broken):
        await fail()
    assert await row_of(app, user_id) is None


async def test_a_failed_task_is_tried_again_later_and_later(app: FastAPI, clock: FakeClock) -> None:
    user_id = uuid4()
    failing.add(user_id)
    with capture_logs() as lines:
        await happen(app, user_id)
        waits = []
        for attempts in (1, 2, 3):
            row = await put_off(app, user_id, attempts)
            waits.append((row.due_at - clock.now).total_seconds())
            clock.now = row.due_at
        failing.discard(user_id)
        await gone(app, user_id)

    assert waits == [5, 10, 20]
    assert len(runs(user_id)) == 4
    assert "Broken" in str(lines)
    assert "canary" not in str(lines)


async def test_after_three_days_a_task_is_given_up_and_its_event_kept(
    app: FastAPI, clock: FakeClock
) -> None:
    user_id = uuid4()
    failing.add(user_id)
    await happen(app, user_id)
    await put_off(app, user_id, 1)
    with capture_logs() as lines:
        clock.pass_by(days=3)
        row = await put_off(app, user_id, 2)

    assert row.due_at == outbox.NEVER
    assert [line["type"] for line in lines if line["event"] == "task-given-up"] == [
        "testing.happened"
    ]


async def test_an_event_under_way_is_out_of_sight_and_comes_back_if_its_process_dies(
    app: FastAPI, clock: FakeClock
) -> None:
    user_id, minute = uuid4(), timedelta(minutes=1)
    row = {"id": uuid4(), "user_id": user_id, "type": "testing.happened", "subject_id": user_id}
    moments = {"recorded_at": clock.now, "due_at": clock.now + minute, "attempts": 1}
    async with app.state.database.lease() as db:
        await db.execute(insert(OutboxEvent).values(row | moments))
    await asyncio.sleep(2 * outbox.POLL_S)
    assert runs(user_id) == []

    clock.pass_by(minutes=1)
    await gone(app, user_id)
    assert [event.attempts for event in runs(user_id)] == [2]


async def test_two_workers_share_the_events(app: FastAPI) -> None:
    users = [uuid4() for _ in range(30)]
    other = asyncio.create_task(outbox.work(app.state))
    for user_id in users:
        await happen(app, user_id)
    for user_id in users:
        await gone(app, user_id)
    other.cancel()

    assert [len(runs(user_id)) for user_id in users] == [1] * 30


async def test_a_task_that_hangs_holds_up_nobody(app: FastAPI, clock: FakeClock) -> None:
    stuck, user_id = uuid4(), uuid4()
    hanging[stuck] = asyncio.Event()
    await happen(app, stuck)

    async def hangs() -> bool:
        return bool(runs(stuck))

    await until(hangs)
    await happen(app, user_id)
    await gone(app, user_id)

    row = await row_of(app, stuck)
    assert row
    assert row.due_at == clock.now + outbox.OUT_OF_SIGHT

    hanging[stuck].set()
    await gone(app, stuck)


async def test_what_takes_longer_than_a_minute_stays_out_of_others_sight(
    quiet_app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "RENEW_S", 0.05)
    state, long = quiet_app.state, uuid4()
    hanging[long] = asyncio.Event()
    await happen(quiet_app, long)
    async with worker.working(state), worker.working(state):
        await until(lambda: asyncio.sleep(0, runs(long)))
        for _ in range(4):
            state.clock.pass_by(seconds=40)
            await asyncio.sleep(2 * outbox.POLL_S)
        hanging[long].set()
        await gone(quiet_app, long)

    assert [event.attempts for event in runs(long)] == [1]


@pytest.mark.parametrize("fails", [True, False])
async def test_whose_time_ran_out_does_not_touch_the_event_of_who_has_it_now(
    app: FastAPI, clock: FakeClock, *, fails: bool
) -> None:
    slow = uuid4()
    hanging[slow] = asyncio.Event()
    await happen(app, slow)

    async def begun() -> bool:
        return bool(runs(slow))

    await until(begun)
    async with app.state.database.lease() as db:
        taken = {"attempts": 2, "due_at": clock.now + timedelta(days=1)}
        await db.execute(update(OutboxEvent).where(OutboxEvent.user_id == slow).values(taken))
    if fails:
        failing.add(slow)
    hanging[slow].set()
    await asyncio.sleep(2 * outbox.POLL_S)

    row = await row_of(app, slow)
    assert row
    assert row.due_at == clock.now + timedelta(days=1)


async def test_many_events_wait_for_a_place_and_not_for_the_next_look(app: FastAPI) -> None:
    users = [uuid4() for _ in range(20 * outbox.PLACES)]
    for user_id in users:
        await happen(app, user_id)
    began = asyncio.get_running_loop().time()
    for user_id in users:
        await gone(app, user_id)

    assert asyncio.get_running_loop().time() - began < 20 * outbox.POLL_S / 2


async def test_what_is_under_way_at_a_stop_may_end(app: FastAPI) -> None:
    stopping = asyncio.create_task(outbox.work(app.state))
    slow = [uuid4() for _ in range(3 * outbox.PLACES)]
    for user_id in slow:
        hanging[user_id] = asyncio.Event()
        await happen(app, user_id)

    async def all_places_are_taken() -> bool:
        return sum(bool(runs(user_id)) for user_id in slow) == 2 * outbox.PLACES

    await until(all_places_are_taken)
    stopping.cancel()
    for user_id in slow:
        hanging[user_id].set()
    with pytest.raises(asyncio.CancelledError):
        await stopping
    for user_id in slow:
        await gone(app, user_id)

    assert [[event.attempts for event in runs(user_id)] for user_id in slow] == [[1]] * len(slow)


async def test_what_nobody_listens_to_is_swept_away(app: FastAPI, clock: FakeClock) -> None:
    user_id = uuid4()
    await happen(app, user_id, "testing.unheard")
    clock.pass_by(seconds=5)

    await gone(app, user_id)


async def test_the_worker_outlives_a_database_that_is_away(app: FastAPI) -> None:
    nowhere = Database(engine_for("postgresql+asyncpg://nobody@127.0.0.1:1/nothing"))
    state = State({"worker_database": nowhere, "clock": app.state.clock})
    with capture_logs() as lines:
        worker = asyncio.create_task(outbox.work(state))

        async def has_said_so() -> bool:
            return bool(lines)

        await until(has_said_so)
        assert not worker.done()
        worker.cancel()
    await nowhere.close()

    assert lines[0]["event"] == "outbox-out-of-reach"
