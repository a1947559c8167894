from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.scoped import ReadsActivities, WritesActivities
from app.companion.activities import service
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record


async def own_activity(db: Session, owner: ReadsActivities, activity_id: UUID) -> Record:
    return await service.find(db, owner, activity_id)


async def activity_to_change(
    db: Session, owner: WritesActivities, activity_id: UUID, if_match: IfMatch
) -> Record:
    activity = await service.find(db, owner, activity_id)
    if_match.check(activity)
    return activity


OwnActivity = Annotated[Record, Depends(own_activity)]
ActivityToChange = Annotated[Record, Depends(activity_to_change)]
