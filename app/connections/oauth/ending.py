"""Ends what a user allowed an app."""

from datetime import datetime
from uuid import UUID

from app.accounts.grants.queries import ending_of_one
from app.accounts.users.queries import next_revision
from app.core.database import Db


async def end(db: Db, user_id: UUID, grant_id: UUID, *, now: datetime) -> None:
    """Revoke a grant, holding its user's row; its tokens end with it, and the app is told."""
    if await db.scalar(ending_of_one(user_id, grant_id, now=now)) is not None:
        await db.execute(next_revision(user_id))
