from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.encounters import service
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record


async def own_encounter(db: Session, owner: Reads, encounter_id: UUID) -> Record:
    return await service.find(db, owner, encounter_id)


async def encounter_to_change(
    db: Session, owner: Writes, encounter_id: UUID, if_match: IfMatch
) -> Record:
    encounter = await service.find(db, owner, encounter_id)
    if_match.check(encounter)
    return encounter


OwnEncounter = Annotated[Record, Depends(own_encounter)]
EncounterToChange = Annotated[Record, Depends(encounter_to_change)]
