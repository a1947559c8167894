from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.dependencies import Writes
from app.accounts.auth.scoped import ReadsRunningStreaks
from app.companion.streaks import service
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record


async def own_streak(db: Session, owner: ReadsRunningStreaks, streak_id: UUID, now: Now) -> Record:
    return await service.find(db, owner, streak_id, now=now)


async def streak_to_extend(db: Session, owner: Writes, streak_id: UUID, now: Now) -> Record:
    return await service.find(db, owner, streak_id, now=now)


async def streak_to_change(
    db: Session, owner: Writes, streak_id: UUID, if_match: IfMatch, now: Now
) -> Record:
    streak = await service.find(db, owner, streak_id, now=now)
    if_match.check(streak)
    return streak


OwnStreak = Annotated[Record, Depends(own_streak)]
StreakToExtend = Annotated[Record, Depends(streak_to_extend)]
"""A streak that gets a policy or a pause, whatever its version."""
StreakToChange = Annotated[Record, Depends(streak_to_change)]
