"""What is planned for reminders: one moment each, written with whatever moves it."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID

from app.accounts.auth import acting
from app.connections.notifications.reminders import queries, rules
from app.connections.notifications.reminders.recurrence.parsing import parsed
from app.connections.notifications.reminders.rules import Pending, Schedule, Wall
from app.core import due_work
from app.core.database import Db
from app.core.owners import Owner
from app.core.tables import Record

DUE = "reminders.due"
SNOOZE_DUE = "reminders.snooze_due"
"""The events of a reminder that is to be told, and of one that was put off."""


def wall_of(owner: Owner) -> Wall:
    hours = owner.preferences["quiet_hours"]
    quiet = hours and (time.fromisoformat(hours["from"]), time.fromisoformat(hours["to"]))
    return Wall(owner.zone, quiet)


def schedule_of(reminder: Mapping[str, Any]) -> Schedule:
    return Schedule(parsed(reminder["schedule"], None), reminder["local_start"])


def columns_of(pending: Pending | None) -> Record:
    if pending is None:
        return {"next_local": None, "next_at": None}
    return {"next_local": pending.local, "next_at": pending.at}


def begun(owner: Owner, reminder: Mapping[str, Any], *, now: datetime) -> Record:
    """Give the times to come of a reminder that begins now: none, if it is over or rests.

    Raises:
        NotASchedule: its rule is none.
    """
    pending = rules.next_after(schedule_of(reminder), wall_of(owner), now)
    return columns_of(None if reminder["is_paused"] else pending) | {"snoozed_until": None}


async def plan(db: Db, owner: Owner, reminder: Record) -> None:
    """Let the worker come when the reminder says, or not at all."""
    if reminder["next_at"] is None:
        await due_work.drop(db, owner.id, DUE, reminder["id"])
    else:
        await due_work.plan(db, owner.id, DUE, reminder["id"], due_at=reminder["next_at"])


async def plan_snooze(db: Db, owner: Owner, reminder: Record) -> None:
    """Let the worker come when it was put off to, out of quiet hours."""
    due_at = rules.out_of_quiet_hours(reminder["snoozed_until"], wall_of(owner))
    await due_work.plan(db, owner.id, SNOOZE_DUE, reminder["id"], due_at=due_at)


async def drop(db: Db, owner: Owner, reminder_id: UUID) -> None:
    for kind in (DUE, SNOOZE_DUE):
        await due_work.drop(db, owner.id, kind, reminder_id)


async def plan_anew(db: Db, owner: Owner, *, now: datetime) -> None:
    """Move whatever is pending to the zone and the quiet hours that the user has now.

    `owner` is as of before the change; it is their transaction.
    """
    present = await acting.present(db, owner.cipher, owner.id)
    if present is None:
        return
    wall = wall_of(present)
    rows = await db.all(queries.waiting(present))
    moves = {
        row.id: moments
        for row in rows
        if (moments := _moved(row, wall, now)) != (row.next_at, row.snoozed_until)
    }
    if moves:
        await db.execute(queries.moving(present, moves, now=now))
    told = {id_: next_at for id_, (next_at, _) in moves.items() if next_at is not None}
    await due_work.plan_all(db, owner.id, DUE, told)
    put_off = {
        row.id: rules.out_of_quiet_hours(max(row.snoozed_until, now), wall)
        for row in rows
        if row.snoozed_until is not None
    }
    await due_work.plan_all(db, owner.id, SNOOZE_DUE, put_off)


def _moved(row: Any, wall: Wall, now: datetime) -> tuple[datetime | None, datetime | None]:  # noqa: ANN401
    """Give the moments of a reminder by another wall; a snooze that was held is due now."""
    next_at = row.next_at and rules.moved(Pending(row.next_local, row.next_at), wall, now).at
    return next_at, row.snoozed_until and max(row.snoozed_until, now)
