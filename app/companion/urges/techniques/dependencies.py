from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.urges.techniques import service
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record
from app.core.texts import AcceptedLanguages, language_for


async def known_technique(
    db: Session, owner: Reads, technique_id: UUID, accepted: AcceptedLanguages
) -> Record:
    language = language_for(accepted, owner.locale)
    return await service.find(db, owner, technique_id, language)


async def technique_to_change(
    db: Session, owner: Writes, technique_id: UUID, if_match: IfMatch
) -> Record:
    technique = await service.find_own(db, owner, technique_id)
    if_match.check(technique)
    return technique


KnownTechnique = Annotated[Record, Depends(known_technique)]
TechniqueToChange = Annotated[Record, Depends(technique_to_change)]
