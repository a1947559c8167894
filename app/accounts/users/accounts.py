"""Reads an account as its user sees it, also before there is a session (sign-in, jobs)."""

from uuid import UUID

from app.accounts.users import profiles, queries
from app.core.database import Db
from app.core.owners import Cipher
from app.core.tables import Record


async def find(db: Db, cipher: Cipher, user_id: UUID) -> Record | None:
    """Load a live account, acting as its user."""
    row = await db.first(queries.account(user_id))
    if row is None:
        return None
    record = profiles.opened(cipher, user_id, dict(row._mapping))  # noqa: SLF001
    record["email_pending"] = record.pop("pending_email")
    record["email_verified"] = record["email"] is not None
    return record
