"""Reckons anew what rows of an export add up to, once they are all there."""

from datetime import datetime

from app.companion.goals.models import Goal
from app.companion.goals.recounting import service as recounting
from app.companion.streaks.models import Streak
from app.companion.streaks.recomputation import service as recomputation
from app.connections.formats.imports import queries
from app.core import events
from app.core.database import Db
from app.core.owners import Owner


async def reckon(db: Db, owner: Owner, *, now: datetime) -> None:
    """Reckon all streaks and goals, and let milestones be looked at again."""
    for row in await db.all(queries.ids_of(owner, Streak)):
        loaded = await recomputation.load(db, owner, row.id)
        await recomputation.write_back(db, owner, [loaded], now=now)
        await events.record(db, owner.id, "streaks.changed", row.id, now=now)
    for row in await db.all(queries.ids_of(owner, Goal)):
        await recounting.recount(db, owner, [row.id], now=now)
