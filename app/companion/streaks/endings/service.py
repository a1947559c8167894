"""Ends a streak, or lets it run on."""

from datetime import datetime
from uuid import UUID

from app.companion.streaks import service as streaks
from app.companion.streaks.definitions import UNENDED, as_ended
from app.companion.streaks.endings.schemas import EndingPut
from app.companion.streaks.errors import StreakNotFound
from app.core.conditional import Versions
from app.core.database import Db
from app.core.moments import not_ahead, not_before
from app.core.owners import Owner
from app.core.tables import Record


async def put(db: Db, owner: Owner, streak: Record, ending: EndingPut, *, now: datetime) -> Record:
    """End a streak, or correct its ending: then with the day start of the first one.

    Raises:
        Invalid: it would end before its start, or too far ahead.
    """
    columns = as_ended(owner, streak, ending, now=now)
    not_ahead(columns["ended_at"], now, "/ended_at")
    not_before(columns["ended_at"], streak["started_at"], "/ended_at", "the streak's start")
    return await streaks.redefine(db, owner, streak, columns, now=now)


async def delete(
    db: Db, owner: Owner, streak_id: UUID, *, if_match: Versions, now: datetime
) -> None:
    """Let a streak run on as if it had never ended; one that runs, or is not there, stays so.

    Raises:
        StreakRunsAlready: another like it has begun since.
    """
    try:
        streak = await streaks.find(db, owner, streak_id, now=now)
    except StreakNotFound:
        return
    if_match.check(streak)
    if streak["ended_at"] is not None:
        await streaks.redefine(db, owner, streak, UNENDED, now=now)
