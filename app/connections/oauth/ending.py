"""Ends what a user allowed an app."""

from datetime import datetime
from uuid import UUID

from app.accounts.users.queries import next_revision
from app.connections.oauth import queries
from app.core import events
from app.core.database import Db

REVOKED = "grants.revoked"


async def end(db: Db, user_id: UUID, grant_id: UUID, *, now: datetime) -> None:
    """Revoke a grant, holding its user's row; all of its tokens end with it."""
    revoked = await db.scalar(queries.revocation(user_id, grant_id, now=now))
    if revoked is not None:
        await db.execute(next_revision(user_id))
        await events.record(db, user_id, REVOKED, grant_id, now=now)
