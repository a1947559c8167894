from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.dependencies import Reads
from app.companion.milestones import service
from app.core.routing import Session
from app.core.tables import Record
from app.core.texts import AcceptedLanguages


async def own_milestone(
    db: Session, owner: Reads, milestone_id: UUID, accepted: AcceptedLanguages
) -> Record:
    return await service.find(db, owner, milestone_id, accepted)


OwnMilestone = Annotated[Record, Depends(own_milestone)]
