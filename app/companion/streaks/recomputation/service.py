"""Reckons streaks anew when something touched them, in the transaction of what did."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from app.companion.streaks.recomputation import queries, write_queries
from app.companion.streaks.recomputation.loaded import Loaded, streak_from
from app.companion.streaks.recomputation.rewrites import reckoned
from app.core.database import Db
from app.core.owners import Owner


async def load_about(
    db: Db, owner: Owner, people: Collection[UUID | None], kinds: Collection[str]
) -> list[Loaded]:
    """Load the streaks that events of these kinds with any of these people could concern."""
    known = sorted({person for person in people if person is not None})
    rows = await db.all(queries.streaks_about(owner, known, sorted(set(kinds))))
    return [streak_from(row.streak) for row in rows]


async def load(db: Db, owner: Owner, streak_id: UUID) -> Loaded:
    """Load one of the owner's streaks, known to be there, with all that happened to its person."""
    row = (await db.execute(queries.streak_by_itself(owner, streak_id))).one()
    return streak_from(row.streak)


async def write_back(db: Db, owner: Owner, streaks: Iterable[Loaded], *, now: datetime) -> None:
    """Store what the streaks add up to, where that differs from what is stored."""
    rewrite = reckoned(streaks)
    if rewrite.rollups:
        await db.execute(write_queries.alone(rewrite, owner, now=now))
