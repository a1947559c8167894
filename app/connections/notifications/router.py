from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Response

from app.accounts.auth.dependencies import Reads, Writes
from app.connections.notifications import service
from app.connections.notifications.dependencies import OwnNotification
from app.connections.notifications.errors import NotificationNotFound
from app.connections.notifications.schemas import NotificationRead
from app.core.answers import changed
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/notifications", tags=["notifications"])


@router.get("", response_model=Page[NotificationRead])
async def list_notifications(
    db: Session,
    owner: Reads,
    paging: Pages,
    unread: Annotated[bool, Query(description="Only those not read yet.")] = False,  # noqa: FBT002
) -> dict[str, Any]:
    """List what was told, newest first."""
    return await service.list_page(db, owner, paging, only_unread=unread)


@router.get(
    "/{notification_id}",
    response_model=NotificationRead,
    responses=problems(NotificationNotFound),
)
async def get_notification(notification: OwnNotification) -> Record:
    """Read one, by the id that a push carries: what it is about is only told here."""
    return notification


@router.put(
    "/{notification_id}/reading",
    response_model=NotificationRead,
    responses=problems(NotificationNotFound),
)
async def read_notification(
    db: Session,
    owner: Writes,
    notification_id: UUID,
    if_match: IfMatch,
    now: Now,
    response: Response,
) -> Record:
    """Say that it was read. Said again, the first time holds."""
    return changed(
        response, await service.mark_read(db, owner, notification_id, if_match=if_match, now=now)
    )
