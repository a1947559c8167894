"""Runs what features want done after an event: at least once, in any process, by the app's clock.

A claimed event is out of others' sight for a minute; if its process dies, it comes back.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, NoReturn
from uuid import UUID

import structlog
from sqlalchemy import CTE, ColumnElement, Delete, Update, and_, delete, or_, select, update
from starlette.datastructures import State

from app.core.due_work import falling_due
from app.core.events import OutboxEvent
from app.core.logs import pseudonym, where
from app.core.rhythm import OUT_OF_REACH, every

POLL_S = 0.25
PAUSE_WITHOUT_DATABASE_S = 2.0
PLACES = 8
TEND_S = 1.0
RENEW_S = 20.0
PARTING_S = 5.0
AT_ONCE = 1_000
OUT_OF_SIGHT = timedelta(minutes=1)
SWEPT_AFTER = timedelta(seconds=5)
FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(hours=12)
GIVE_UP_AFTER = timedelta(days=3)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Event:
    """A fact to act on: ids, no content. `attempts` counts this one."""

    id: UUID
    user_id: UUID
    type: str
    subject_id: UUID
    recorded_at: datetime
    attempts: int


@dataclass(slots=True)
class Running:
    """What is under way in this process; `freed` is set whenever something ends."""

    events: dict[UUID, Event] = field(default_factory=dict)
    freed: asyncio.Event = field(default_factory=asyncio.Event)


Task = Callable[[State, Event], Awaitable[None]]
"""Gets the process's resources; does the same once more if the same event comes again."""

_tasks: defaultdict[str, list[Task]] = defaultdict(list)
_tasks_for_some: defaultdict[str, list[Task]] = defaultdict(list)
_for_some: list[ColumnElement[bool]] = []


def on(event_type: str) -> Callable[[Task], Task]:
    """Run the function for each event of this type, after its transaction."""

    def add(task: Task) -> Task:
        _tasks[event_type].append(task)
        return task

    return add


def on_some(event_types: Collection[str], whose: ColumnElement[bool]) -> Callable[[Task], Task]:
    """Run the function for events of these types of which `whose` holds; others are swept away.

    Where another task listens to a type, too, the function is run for all of it.
    """

    def add(task: Task) -> Task:
        for each in event_types:
            _tasks_for_some[each].append(task)
        _for_some.append(and_(OutboxEvent.type.in_(sorted(event_types)), whose))
        return task

    return add


async def work(state: State) -> None:
    """Run tasks until cancelled; those under way then have a few seconds to end.

    `state` has `worker_database` and `clock`, and what tasks use.
    """
    running = Running()
    async with asyncio.TaskGroup() as group:
        group.create_task(every(TEND_S, partial(_tend, state)))
        group.create_task(every(RENEW_S, partial(_renew, state, running)))
        try:
            await _drain(state, group, running)
        finally:
            await _part(running)


async def run(state: State, event: Event) -> None:
    """Run an event's tasks here and now."""
    for task in (*_tasks.get(event.type, ()), *_tasks_for_some.get(event.type, ())):
        await task(state, event)


async def _drain(state: State, group: asyncio.TaskGroup, running: Running) -> NoReturn:
    """Claim and begin what is due, as places are free; look again soon when there is no more."""
    while True:
        places = PLACES - len(running.events)
        running.freed.clear()
        try:
            events = await _claim(state, places, running) if places else []
        except OUT_OF_REACH as error:
            _log_absence(error)
            await asyncio.sleep(PAUSE_WITHOUT_DATABASE_S)
            continue
        for event in events:
            running.events[event.id] = event
            group.create_task(_handle(state, event, running))
        await (_a_place(running) if len(events) == places else asyncio.sleep(POLL_S))


async def _claim(state: State, places: int, running: Running) -> list[Event]:
    async with state.worker_database.lease() as db:
        rows = await db.all(_claiming(state.clock(), places, list(running.events)))
    return [Event(**row._mapping) for row in rows]  # noqa: SLF001


async def _a_place(running: Running) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(POLL_S):
            while len(running.events) == PLACES:
                await running.freed.wait()


async def _tend(state: State) -> None:
    """Let planned work fall due, and sweep away what nobody listens to."""
    now = state.clock()
    async with state.worker_database.lease() as db:
        await db.execute(_sweeping(now))
        await db.execute(falling_due(now, AT_ONCE))


async def _renew(state: State, running: Running) -> None:
    if running.events:
        async with state.worker_database.lease() as db:
            for event in list(running.events.values()):
                await db.execute(_delay(event, state.clock() + OUT_OF_SIGHT))


async def _part(running: Running) -> None:
    """Give what is under way a while to end; whatever is not done by then comes again."""
    with suppress(TimeoutError):
        async with asyncio.timeout(PARTING_S):
            while running.events:
                running.freed.clear()
                await running.freed.wait()


async def _handle(state: State, event: Event, running: Running) -> None:
    (failure,) = await asyncio.gather(run(state, event), return_exceptions=True)
    closing = _removal(event) if failure is None else _retry(event, failure, state.clock())
    try:
        async with state.worker_database.lease() as db:
            await db.execute(closing)
    except OUT_OF_REACH as error:
        _log_absence(error)
    finally:
        running.events.pop(event.id, None)
        running.freed.set()


def _retry(event: Event, failure: BaseException, now: datetime) -> Update:
    """Try again later; after three days put the event aside, for a person to look at."""
    kind, user = event.type, pseudonym(event.user_id)
    error = type(failure).__qualname__
    log.warning(
        "task-failed",
        type=kind,
        user=user,
        attempts=event.attempts,
        error=error,
        where=where(failure),
    )
    if now - event.recorded_at >= GIVE_UP_AFTER:
        log.error("task-given-up", type=kind, user=user)
        return _delay(event, NEVER)
    return _delay(event, now + min(FIRST_RETRY * 2 ** min(event.attempts - 1, 20), LONGEST_RETRY))


def _log_absence(error: BaseException) -> None:
    log.warning("outbox-out-of-reach", error=type(error).__qualname__)


def _due(now: datetime, limit: int, *conditions: Any) -> CTE:  # noqa: ANN401
    return (
        select(OutboxEvent.id)
        .where(OutboxEvent.due_at <= now, *conditions)
        .order_by(OutboxEvent.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )


def _sweeping(now: datetime) -> Delete:
    due = _due(now - SWEPT_AFTER, AT_ONCE, ~_is_listened_to())
    return delete(OutboxEvent).where(OutboxEvent.id.in_(select(due.c.id)))


def _claiming(now: datetime, places: int, running: list[UUID]) -> Update:
    """Take what is due and not under way in this very process, though its minute may be over."""
    due = _due(now, places, _is_listened_to(), OutboxEvent.id.not_in(running))
    return (
        update(OutboxEvent)
        .where(OutboxEvent.id.in_(select(due.c.id)))
        .values(due_at=now + OUT_OF_SIGHT, attempts=OutboxEvent.attempts + 1)
        .returning(
            OutboxEvent.id,
            OutboxEvent.user_id,
            OutboxEvent.type,
            OutboxEvent.subject_id,
            OutboxEvent.recorded_at,
            OutboxEvent.attempts,
        )
    )


def _is_listened_to() -> ColumnElement[bool]:
    return or_(OutboxEvent.type.in_(sorted(_tasks)), *_for_some)


def _removal(event: Event) -> Delete:
    return delete(OutboxEvent).filter_by(id=event.id, attempts=event.attempts)


def _delay(event: Event, due_at: datetime) -> Update:
    """Put a claim off; as above, not if its time ran out and somebody else has it by now."""
    mine = update(OutboxEvent).filter_by(id=event.id, attempts=event.attempts)
    return mine.values(due_at=due_at)
