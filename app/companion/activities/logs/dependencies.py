from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.scoped import ReadsActivities, WritesActivities
from app.companion.activities.logs import service
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record


async def own_activity_log(db: Session, owner: ReadsActivities, activity_log_id: UUID) -> Record:
    return await service.find(db, owner, activity_log_id)


async def activity_log_to_change(
    db: Session, owner: WritesActivities, activity_log_id: UUID, if_match: IfMatch
) -> Record:
    log = await service.find(db, owner, activity_log_id)
    if_match.check(log)
    return log


OwnActivityLog = Annotated[Record, Depends(own_activity_log)]
ActivityLogToChange = Annotated[Record, Depends(activity_log_to_change)]
