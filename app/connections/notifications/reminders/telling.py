"""Tells of reminders when they are due: in the user's turn, with the plan of what comes next."""

from datetime import datetime
from uuid import UUID

from app.accounts.auth.acting import writing
from app.connections.notifications import service as notifications
from app.connections.notifications.reminders import planning, rules
from app.connections.notifications.reminders.models import Reminder
from app.connections.notifications.reminders.planning import columns_of, schedule_of, wall_of
from app.connections.notifications.reminders.rules import Pending
from app.core import due_work, records
from app.core.database import Db
from app.core.owners import Owner
from app.core.tables import Record


async def tell_due(db: Db, owner: Owner, reminder_id: UUID, *, now: datetime) -> None:
    """Tell of a reminder that has come due, once, and plan the next time.

    Done again, or too early, it does nothing but keep the plan.
    """
    reminder = await records.find(db, owner, Reminder, reminder_id)
    if reminder is None or reminder["next_at"] is None:
        return
    if reminder["next_at"] > now:
        await planning.plan(db, owner, reminder)
        return
    due = Pending(reminder["next_local"], reminder["next_at"])
    wall, schedule = wall_of(owner), schedule_of(reminder)
    free_at = rules.out_of_quiet_hours(now, wall)
    if free_at > now:
        await _plan_next(db, await writing(db, owner), reminder, Pending(due.local, free_at), now)
        return
    turnout = rules.turned_out(schedule, wall, due, now)
    writer = await writing(db, owner)
    if turnout.told is not None:
        occasion = turnout.told.isoformat(timespec="minutes")
        await notifications.tell(db, writer, reminder, occasion, now=now)
    await _plan_next(db, writer, reminder, turnout.pending, now)


async def tell_snoozed(db: Db, owner: Owner, reminder_id: UUID, *, now: datetime) -> None:
    """Tell once more of a reminder that was put off; its schedule stays as it is."""
    reminder = await records.find(db, owner, Reminder, reminder_id)
    if reminder is None or reminder["snoozed_until"] is None:
        return
    wall, until = wall_of(owner), reminder["snoozed_until"]
    free_at = rules.out_of_quiet_hours(max(until, now), wall)
    if free_at > now:
        await due_work.plan(db, owner.id, planning.SNOOZE_DUE, reminder_id, due_at=free_at)
        return
    writer = await writing(db, owner)
    if now - rules.out_of_quiet_hours(until, wall) <= rules.STALE_AFTER:
        await notifications.tell(db, writer, reminder, f"snooze {until.isoformat()}", now=now)
    await records.change(db, writer, Reminder, reminder_id, {"snoozed_until": None}, now=now)


async def _plan_next(
    db: Db, writer: Owner, reminder: Record, pending: Pending | None, now: datetime
) -> None:
    columns = columns_of(pending)
    changed = await records.change(db, writer, Reminder, reminder["id"], columns, now=now)
    await planning.plan(db, writer, changed)
