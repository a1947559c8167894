"""What whoever made an endpoint may still read, at the moment of a delivery."""

from datetime import datetime
from uuid import UUID

from app.accounts.auth.scopes import OWNER
from app.accounts.grants import queries
from app.core.database import Db
from app.core.owners import FIRST_PARTY, Owner


async def live_scopes(db: Db, owner: Owner, source: str, *, now: datetime) -> frozenset[str] | None:
    """Give the present scopes of an app, or of a limited script; None if none is left."""
    if source == FIRST_PARTY:
        return frozenset({OWNER})
    found = await db.all(queries.scopes_held(owner, UUID(source), now=now))
    return frozenset(scope for (scopes,) in found for scope in scopes) if found else None
