from uuid import UUID

from sqlalchemy import select

from app.connections.notifications.models import Notification
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

NOTIFICATIONS = table_of(Notification)
KEYS = (NOTIFICATIONS.c.recorded_at, NOTIFICATIONS.c.id)


def notifications_of(owner: Owner, paging: Paging, *, only_unread: bool) -> Asked:
    wanted = (NOTIFICATIONS.c.read_at.is_(None),) if only_unread else ()
    return paging.of(_newest(), owner, *KEYS, where=wanted)


def channel_of(owner: Owner, notification_id: UUID) -> AnySelect:
    return select(NOTIFICATIONS.c.channel).where(
        mine(NOTIFICATIONS.c, owner), NOTIFICATIONS.c.id == notification_id
    )


@built_once
def _newest() -> AnySelect:
    return newest_first(select(NOTIFICATIONS).where(mine(NOTIFICATIONS.c, ANY_OWNER)), *KEYS)
