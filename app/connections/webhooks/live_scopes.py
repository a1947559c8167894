"""What whoever made an endpoint may still read, at the moment of a delivery."""

from uuid import UUID

from app.accounts.auth.scopes import OWNER
from app.core.database import Db
from app.core.owners import FIRST_PARTY


async def live_scopes(_db: Db, _user_id: UUID, source: str) -> frozenset[str] | None:
    """Give the present scopes of an app by its id; None if it has no grant (any more)."""
    return frozenset({OWNER}) if source == FIRST_PARTY else None
