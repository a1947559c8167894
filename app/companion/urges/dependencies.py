from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.urges import service
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record


async def own_urge(db: Session, owner: Reads, urge_id: UUID) -> Record:
    return await service.find(db, owner, urge_id)


async def urge_to_change(db: Session, owner: Writes, urge_id: UUID, if_match: IfMatch) -> Record:
    urge = await service.find(db, owner, urge_id)
    if_match.check(urge)
    return urge


async def urge_to_add_to(db: Session, owner: Writes, urge_id: UUID) -> Record:
    return await service.find(db, owner, urge_id)


OwnUrge = Annotated[Record, Depends(own_urge)]
UrgeToChange = Annotated[Record, Depends(urge_to_change)]
UrgeToAddTo = Annotated[Record, Depends(urge_to_add_to)]
