from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.dependencies import Reads, Writes
from app.connections.notifications.reminders import service
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record


async def own_reminder(db: Session, owner: Reads, reminder_id: UUID) -> Record:
    return await service.find(db, owner, reminder_id)


async def reminder_to_change(
    db: Session, owner: Writes, reminder_id: UUID, if_match: IfMatch
) -> Record:
    reminder = await service.find(db, owner, reminder_id)
    if_match.check(reminder)
    return reminder


async def reminder_to_add_to(db: Session, owner: Writes, reminder_id: UUID) -> Record:
    return await service.find(db, owner, reminder_id)


OwnReminder = Annotated[Record, Depends(own_reminder)]
ReminderToChange = Annotated[Record, Depends(reminder_to_change)]
ReminderToAddTo = Annotated[Record, Depends(reminder_to_add_to)]
