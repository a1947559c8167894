"""Runs what features want done after an event: at least once, in any process, by the app's clock.

A claimed event is out of others' sight for a minute; if its process dies, it comes back.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from asyncpg import InterfaceError, PostgresError
from sqlalchemy import CTE, Delete, Update, delete, select, update
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import State

from app.core.due_work import falling_due
from app.core.errors import Unavailable
from app.core.events import OutboxEvent
from app.core.logs import pseudonym, where

POLL_S = 0.25
PAUSE_WITHOUT_DATABASE_S = 2.0
PLACES = 8
SWEPT_AT_ONCE = 1_000
OUT_OF_SIGHT = timedelta(minutes=1)
SWEPT_AFTER = timedelta(seconds=5)
FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(hours=12)
GIVE_UP_AFTER = timedelta(days=3)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
OUT_OF_REACH = (Unavailable, OSError, SQLAlchemyError, PostgresError, InterfaceError)

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


Task = Callable[[State, Event], Awaitable[None]]
"""Gets the process's resources; does the same once more if the same event comes again."""

_tasks: defaultdict[str, list[Task]] = defaultdict(list)


def on(event_type: str) -> Callable[[Task], Task]:
    """Run the function for each event of this type, after its transaction."""

    def add(task: Task) -> Task:
        _tasks[event_type].append(task)
        return task

    return add


async def work(state: State) -> None:
    """Run tasks until cancelled. `state` has `worker_database` and `clock`, and what tasks use."""
    running: set[UUID] = set()
    async with asyncio.TaskGroup() as group:
        while True:
            try:
                events = await _claim(state, PLACES - len(running))
            except OUT_OF_REACH as error:
                _log_absence(error)
                await asyncio.sleep(PAUSE_WITHOUT_DATABASE_S)
                continue
            for event in events:
                if event.id not in running:
                    running.add(event.id)
                    group.create_task(_handle(state, event, running))
            await asyncio.sleep(0 if events else POLL_S)


async def run(state: State, event: Event) -> None:
    """Run an event's tasks here and now."""
    for task in _tasks[event.type]:
        await task(state, event)


async def _claim(state: State, places: int) -> list[Event]:
    now = state.clock()
    async with state.worker_database.lease() as db:
        await db.execute(_sweeping(now))
        await db.execute(falling_due(now, SWEPT_AT_ONCE))
        if not places:
            return []
        rows = await db.all(_claiming(now, places))
    return [Event(**row._mapping) for row in rows]  # noqa: SLF001


async def _handle(state: State, event: Event, running: set[UUID]) -> None:
    (failure,) = await asyncio.gather(run(state, event), return_exceptions=True)
    if failure is not None:
        log.warning(
            "task-failed",
            type=event.type,
            user=pseudonym(event.user_id),
            attempts=event.attempts,
            error=type(failure).__qualname__,
            where=where(failure),
        )
    closing = _removal(event) if failure is None else _delay(event, state.clock())
    try:
        async with state.worker_database.lease() as db:
            await db.execute(closing)
    except OUT_OF_REACH as error:
        _log_absence(error)
    finally:
        running.discard(event.id)


def _log_absence(error: BaseException) -> None:
    """Say that the database is away; what was claimed comes back by itself."""
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
    """Delete events that nobody listens to."""
    due = _due(now - SWEPT_AFTER, SWEPT_AT_ONCE, OutboxEvent.type.not_in(sorted(_tasks)))
    return delete(OutboxEvent).where(OutboxEvent.id.in_(select(due.c.id)))


def _claiming(now: datetime, places: int) -> Update:
    due = _due(now, places, OutboxEvent.type.in_(sorted(_tasks)))
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


def _removal(event: Event) -> Delete:
    return delete(OutboxEvent).where(OutboxEvent.id == event.id)


def _delay(event: Event, now: datetime) -> Update:
    """Try again later; after three days put the event aside, for a person to look at."""
    due_at = now + min(FIRST_RETRY * 2 ** min(event.attempts - 1, 20), LONGEST_RETRY)
    if now - event.recorded_at >= GIVE_UP_AFTER:
        log.error("task-given-up", type=event.type, user=pseudonym(event.user_id))
        due_at = NEVER
    return update(OutboxEvent).where(OutboxEvent.id == event.id).values(due_at=due_at)
