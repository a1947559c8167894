"""Puts reminders off."""

from datetime import datetime, timedelta

from app.connections.notifications.reminders import planning
from app.connections.notifications.reminders.models import Reminder, ReminderSnooze
from app.connections.notifications.reminders.snoozes.schemas import SnoozeCreate
from app.core import records
from app.core.database import Db
from app.core.errors import invalid
from app.core.owners import Owner
from app.core.records import Draft, Stored
from app.core.tables import Record

LONGEST = timedelta(days=7)
TOO_FAR = ("/until", "more than a week ahead")


async def create(
    db: Db, owner: Owner, reminder: Record, new: SnoozeCreate, *, now: datetime
) -> Stored:
    """Have it told once more later, instead of at the time of an earlier snooze.

    Raises:
        Invalid: that is more than a week ahead; or as `records.create`.
    """
    until = new.until or now + timedelta(minutes=new.minutes or 0)
    columns = {"id": new.id, "reminder_id": reminder["id"], "until": until}
    refusal = invalid(*TOO_FAR) if until > now + LONGEST else None
    draft = Draft(ReminderSnooze, new, columns, refusal=refusal)
    stored = await records.make(db, owner, draft, now=now)
    if stored.is_new:
        changes = {"snoozed_until": until}
        changed = await records.change(db, owner, Reminder, reminder["id"], changes, now=now)
        await planning.plan_snooze(db, owner, changed)
    return stored
