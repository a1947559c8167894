"""Ends what a user allowed an app."""

from datetime import datetime
from uuid import UUID

from app.accounts.grants.queries import REUSED, ending_of_one
from app.accounts.users.queries import next_revision
from app.core import events
from app.core.database import Db


async def end_reused(db: Db, user_id: UUID, grant_id: UUID, *, now: datetime) -> None:
    """End a grant one of whose secrets came twice; its user is told, once."""
    if await end(db, user_id, grant_id, now=now):
        await events.record(db, user_id, REUSED, grant_id, now=now)


async def end(db: Db, user_id: UUID, grant_id: UUID, *, now: datetime) -> bool:
    """Revoke a grant, holding its user's row; its tokens end with it, and the app is told.

    False where it had ended before.
    """
    if await db.scalar(ending_of_one(user_id, grant_id, now=now)) is None:
        return False
    await db.execute(next_revision(user_id))
    return True
