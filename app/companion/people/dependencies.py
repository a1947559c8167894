from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.people import service
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record


async def own_person(db: Session, owner: Reads, person_id: UUID) -> Record:
    return await service.find(db, owner, person_id)


async def person_to_change(
    db: Session, owner: Writes, person_id: UUID, if_match: IfMatch
) -> Record:
    person = await service.find(db, owner, person_id)
    if_match.check(person)
    return person


OwnPerson = Annotated[Record, Depends(own_person)]
PersonToChange = Annotated[Record, Depends(person_to_change)]
