from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.supporters import service
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record


async def own_supporter(db: Session, owner: Reads, supporter_id: UUID) -> Record:
    return await service.find(db, owner, supporter_id)


async def supporter_to_change(
    db: Session, owner: Writes, supporter_id: UUID, if_match: IfMatch
) -> Record:
    supporter = await service.find(db, owner, supporter_id)
    if_match.check(supporter)
    return supporter


OwnSupporter = Annotated[Record, Depends(own_supporter)]
SupporterToChange = Annotated[Record, Depends(supporter_to_change)]
