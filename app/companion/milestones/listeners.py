"""What happens to milestones when something else changes: in the same transaction."""

from datetime import datetime
from uuid import UUID

from app.companion.milestones.service import DUE
from app.core import due_work, events
from app.core.database import Db
from app.core.owners import Owner


@events.listen("users.changed")
async def look_at_once(db: Db, owner: Owner, _user_id: UUID, now: datetime) -> None:
    """Look at every running streak by the user's new zone and start of day."""
    await due_work.hasten(db, owner.id, DUE, due_at=now)
