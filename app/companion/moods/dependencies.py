from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.scoped import ReadsMoods, WritesMoods
from app.companion.moods import service
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record


async def own_mood(db: Session, owner: ReadsMoods, mood_id: UUID) -> Record:
    return await service.find(db, owner, mood_id)


async def mood_to_change(
    db: Session, owner: WritesMoods, mood_id: UUID, if_match: IfMatch
) -> Record:
    mood = await service.find(db, owner, mood_id)
    if_match.check(mood)
    return mood


OwnMood = Annotated[Record, Depends(own_mood)]
MoodToChange = Annotated[Record, Depends(mood_to_change)]
