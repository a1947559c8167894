"""Ends sessions."""

from datetime import datetime

from app.accounts.auth import queries
from app.core.database import Db
from app.core.owners import Owner


async def log_out(db: Db, owner: Owner, *, now: datetime) -> None:
    await db.execute(queries.revocation(owner.id, owner.session_id, now=now))
