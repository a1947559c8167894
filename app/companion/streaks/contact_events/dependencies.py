from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.streaks.contact_events import service
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record


async def own_contact_event(db: Session, owner: Reads, contact_event_id: UUID) -> Record:
    return await service.find(db, owner, contact_event_id)


async def contact_event_to_change(
    db: Session, owner: Writes, contact_event_id: UUID, if_match: IfMatch
) -> Record:
    event = await service.find(db, owner, contact_event_id)
    if_match.check(event)
    return event


OwnContactEvent = Annotated[Record, Depends(own_contact_event)]
ContactEventToChange = Annotated[Record, Depends(contact_event_to_change)]
