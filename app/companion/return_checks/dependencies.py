from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.dependencies import Reads
from app.companion.return_checks import service
from app.core.routing import Session
from app.core.tables import Record
from app.core.texts import AcceptedLanguages


async def own_return_check(
    db: Session, owner: Reads, return_check_id: UUID, languages: AcceptedLanguages
) -> Record:
    return await service.find(db, owner, return_check_id, languages)


OwnReturnCheck = Annotated[Record, Depends(own_return_check)]
