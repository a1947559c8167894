"""Ends sessions."""

from datetime import datetime

from app.accounts.auth import queries
from app.accounts.grants.queries import ending_of_one
from app.core.database import Db
from app.core.owners import Owner


async def log_out(db: Db, owner: Owner, *, now: datetime) -> None:
    """End what the owner came with: a session, or a grant that opens everything."""
    if await db.scalar(queries.revocation(owner.id, owner.session_id, now=now)) is None:
        await db.execute(ending_of_one(owner.id, owner.session_id, now=now))
