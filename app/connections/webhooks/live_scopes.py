"""What those who made endpoints may do, at the moment of a delivery."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from app.accounts.auth.scopes import OWNER
from app.connections.webhooks import queries
from app.core.database import Db
from app.core.owners import FIRST_PARTY, Owner


async def live_scopes(
    db: Db, owner: Owner, sources: Collection[str], *, now: datetime
) -> Mapping[str, frozenset[str]]:
    """Give the present scopes of apps and limited scripts; who has no grant any more is left out.

    Of an endpoint of the user's own, that is everything.
    """
    held = defaultdict[str, frozenset[str]](frozenset)
    others = [source for source in sources if source != FIRST_PARTY]
    if len(others) < len(sources):
        held[FIRST_PARTY] = frozenset({OWNER})
    if others:
        for row in await db.all(queries.scopes_of(owner, others, now=now)):
            held[row.source] |= frozenset(row.scopes)
    return dict(held)
