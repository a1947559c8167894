"""What can be done with reminders; what is told of them, and when: see `telling`."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from app.connections.notifications.reminders import planning, queries, rules
from app.connections.notifications.reminders.errors import ReminderNotFound, TooManyReminders
from app.connections.notifications.reminders.models import Reminder
from app.connections.notifications.reminders.recurrence.parsing import NotASchedule, parsed
from app.connections.notifications.reminders.rules import Schedule
from app.connections.notifications.reminders.schemas import ReminderCreate, ReminderUpdate
from app.core import records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.errors import AppError, invalid, refuse
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Draft, Stored
from app.core.tables import Record

MOST = 50
EARLIEST, LATEST = timedelta(days=366), timedelta(days=5 * 366)
OUT_OF_REACH = ("/local_start", "more than a year ago, or more than five years ahead")
NEVER = ("/schedule", "gives no time to come within ten years")
TIMING = ("schedule", "local_start", "is_paused")
AT_REST: Mapping[str, Any] = {"next_local": None, "next_at": None, "snoozed_until": None}


async def create(db: Db, owner: Owner, new: ReminderCreate, *, now: datetime) -> Stored:
    """Keep a reminder, and plan its first telling.

    Raises:
        Invalid: its schedule is none that a reminder can have.
        TooManyReminders: there are 50 already; or as `records.create`.
    """
    schedule = _read(new.schedule, new.local_start, _midnight(owner, now))
    pending = rules.next_after(schedule, planning.wall_of(owner), now)
    times = {"schedule": str(schedule.rule), "local_start": schedule.start, "snoozed_until": None}
    next_one = planning.columns_of(None if new.is_paused else pending)
    refusal = _unless_it_comes(schedule, pending, now) or await _unless_there_is_room(db, owner)
    draft = Draft(Reminder, new, new.model_dump() | times | next_one, refusal=refusal)
    stored = await records.make(db, owner, draft, now=now)
    if stored.is_new:
        await planning.plan(db, owner, stored.record)
    return stored


async def find(db: Db, owner: Owner, reminder_id: UUID) -> Record:
    """Load one of the owner's reminders.

    Raises:
        ReminderNotFound: there is none of that id, or it is somebody else's.
    """
    reminder = await records.find(db, owner, Reminder, reminder_id)
    if reminder is None:
        raise ReminderNotFound
    return reminder


async def list_page(db: Db, owner: Owner, paging: Paging) -> dict[str, Any]:
    reminders = await records.fetch(db, owner, Reminder, *queries.reminders_of(owner, paging))
    return paging.page(reminders, owner, "recorded_at", "id")


async def update(
    db: Db, owner: Owner, reminder: Record, changes: ReminderUpdate, *, now: datetime
) -> Record:
    """Change a reminder; other times, or the end of a rest, plan it anew from now on.

    Raises:
        Invalid: its schedule would be none that a reminder can have.
        UnknownReference: it names a goal or an activity that the owner does not have.
    """
    columns = changes.model_dump()
    if "schedule" in columns:
        given = _read(columns["schedule"], columns.get("local_start"), reminder["local_start"])
        columns["schedule"] = str(given.rule)
    is_moved = any(columns.get(name, reminder[name]) != reminder[name] for name in TIMING)
    if is_moved:
        columns |= _planned_anew(owner, reminder | columns, sent=columns, now=now)
    changed = await records.change(db, owner, Reminder, reminder["id"], columns, now=now)
    if is_moved:
        await _replan(db, owner, changed)
    return changed


async def delete(
    db: Db, owner: Owner, reminder_id: UUID, *, if_match: Versions, now: datetime
) -> None:
    """Delete a reminder with what it told; deleting what is gone does nothing."""
    await records.delete(db, owner, Reminder, reminder_id, now=now, if_match=if_match)
    await planning.drop(db, owner, reminder_id)


async def _replan(db: Db, owner: Owner, reminder: Record) -> None:
    if reminder["is_paused"]:
        await planning.drop(db, owner, reminder["id"])
    else:
        await planning.plan(db, owner, reminder)


def _planned_anew(
    owner: Owner, reminder: Record, *, sent: Mapping[str, Any], now: datetime
) -> Mapping[str, Any]:
    schedule = planning.schedule_of(reminder)
    pending = rules.next_after(schedule, planning.wall_of(owner), now)
    refusal = _unless_it_comes(schedule, pending, now)
    if refusal is not None and sent.keys() & {"schedule", "local_start"}:
        raise refusal
    return AT_REST if reminder["is_paused"] else planning.columns_of(pending)


def _read(text: str, local_start: datetime | None, otherwise: datetime) -> Schedule:
    start = local_start or otherwise
    try:
        rule = parsed(text, None if local_start is None else local_start.time())
    except NotASchedule as error:
        refuse("/schedule", str(error))
    return Schedule(rule, start)


def _midnight(owner: Owner, now: datetime) -> datetime:
    return datetime.combine(now.astimezone(owner.zone).date(), time())


def _unless_it_comes(
    schedule: Schedule, pending: rules.Pending | None, now: datetime
) -> AppError | None:
    today = now.replace(tzinfo=None)
    if not today - EARLIEST <= schedule.start <= today + LATEST:
        return invalid(*OUT_OF_REACH)
    return invalid(*NEVER) if pending is None else None


async def _unless_there_is_room(db: Db, owner: Owner) -> AppError | None:
    is_full = await db.scalar(queries.number_of_reminders(owner)) >= MOST
    return TooManyReminders() if is_full else None
