"""Closes accounts: out of use at once, gone soon after."""

from datetime import datetime

from app.accounts.auth import queries as session_queries
from app.accounts.privacy import queries
from app.core import events
from app.core.database import Db
from app.core.owners import Owner

CLOSED = "users.closed"


async def close_account(db: Db, owner: Owner, *, now: datetime) -> None:
    """Let nobody in any more, and let the worker erase the account."""
    await db.execute(queries.closing(owner.id, now=now))
    for statement in queries.ways_in(owner.id):
        await db.execute(statement)
    await db.execute(session_queries.revocation_of_all(owner.id, now=now))
    await events.record(db, owner.id, CLOSED, owner.id, now=now)
