from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.dependencies import Reads
from app.companion.self_checks import service
from app.core.routing import Session
from app.core.tables import Record


async def own_check(db: Session, owner: Reads, self_check_id: UUID) -> Record:
    return await service.find(db, owner, self_check_id)


OwnSelfCheck = Annotated[Record, Depends(own_check)]
