"""What happens to reminders when something else changes: in the same transaction."""

from datetime import datetime
from uuid import UUID

from app.connections.notifications.reminders import planning
from app.core import events
from app.core.database import Db
from app.core.owners import Owner


@events.listen("users.changed")
async def plan_anew(db: Db, owner: Owner, _user_id: UUID, now: datetime) -> None:
    """Keep to the clock on the wall where the user is now, and to their quiet hours."""
    await planning.plan_anew(db, owner, now=now)
