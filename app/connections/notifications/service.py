"""What was told, once each: kept to be read inside the app, and sent on its way."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from pydantic import BaseModel

from app.connections.notifications import queries, wording
from app.connections.notifications.errors import NotificationNotFound
from app.connections.notifications.models import Notification
from app.connections.notifications.push import delivery
from app.core import records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.tables import Record

GOOD_FOR = timedelta(hours=1)
"""What could not be delivered within this is not delivered any more."""


class Telling(BaseModel):
    """What makes a notification the one it is."""

    reminder_id: UUID
    occasion: str


async def tell(db: Db, owner: Owner, reminder: Record, occasion: str, *, now: datetime) -> None:
    """Tell of a reminder, unless this very occasion of it was told before.

    It is the owner's turn, and they have their new revision (`acting`). Pushes are left for the
    devices in the same transaction; a mail follows the event of the new row (`tasks`).
    """
    columns = {
        "id": uuid5(reminder["id"], occasion),
        "reminder_id": reminder["id"],
        "title": reminder["title"],
        "about": reminder["about"],
        "channel": reminder["channel"],
        "read_at": None,
    }
    telling = Telling(reminder_id=reminder["id"], occasion=occasion)
    stored = await records.create(db, owner, Notification, telling, columns, now=now)
    if stored.is_new and reminder["channel"] == "push":
        message = wording.push(stored.record["id"], owner.locale, expires_at=now + GOOD_FOR)
        await delivery.left_for(db, owner, message, now=now)


async def find(db: Db, owner: Owner, notification_id: UUID) -> Record:
    """Load one of the owner's notifications.

    Raises:
        NotificationNotFound: there is none of that id, or it is somebody else's.
    """
    notification = await records.find(db, owner, Notification, notification_id)
    if notification is None:
        raise NotificationNotFound
    return notification


async def list_page(db: Db, owner: Owner, paging: Paging, *, only_unread: bool) -> dict[str, Any]:
    asked = queries.notifications_of(owner, paging, only_unread=only_unread)
    found = await records.fetch(db, owner, Notification, *asked)
    return paging.page(found, owner, "recorded_at", "id")


async def mark_read(
    db: Db, owner: Owner, notification_id: UUID, *, if_match: Versions, now: datetime
) -> Record:
    """Keep when it was read; said again, the first time holds.

    Raises:
        NotificationNotFound, PreconditionFailed: it can't be.
    """
    notification = await find(db, owner, notification_id)
    if_match.check(notification)
    if notification["read_at"] is not None:
        return notification
    changes = {"read_at": now}
    return await records.change(db, owner, Notification, notification_id, changes, now=now)
