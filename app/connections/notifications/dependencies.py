from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.dependencies import Reads
from app.connections.notifications import service
from app.core.routing import Session
from app.core.tables import Record


async def own_notification(db: Session, owner: Reads, notification_id: UUID) -> Record:
    return await service.find(db, owner, notification_id)


OwnNotification = Annotated[Record, Depends(own_notification)]
