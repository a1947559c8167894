from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from app.accounts.auth.models import Session
from app.connections.notifications.devices.models import Device
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

DEVICES = table_of(Device)
KEYS = (DEVICES.c.recorded_at, DEVICES.c.id)


def devices_of(owner: Owner, paging: Paging) -> Asked:
    return paging.of(_newest(), owner, *KEYS)


def number_of_devices(owner: Owner) -> AnySelect:
    return select(func.count()).select_from(DEVICES).where(mine(DEVICES.c, owner))


def reachable_devices(owner: Owner, *, now: datetime) -> AnySelect:
    """Give the devices whose session lives; of several with one address, the newest."""
    lives = and_(
        Session.user_id == DEVICES.c.user_id,
        Session.id == DEVICES.c.session_id,
        Session.revoked_at.is_(None),
        Session.expires_at > now,
    )
    return (
        select(DEVICES)
        .join(Session, lives)
        .where(mine(DEVICES.c, owner), DEVICES.c.push_address.is_not(None))
        .ext(distinct_on(DEVICES.c.address_digest))
        .order_by(DEVICES.c.address_digest, DEVICES.c.revision.desc(), DEVICES.c.id)
    )


def reachable_device(owner: Owner, device_id: UUID, *, now: datetime) -> AnySelect:
    return reachable_devices(owner, now=now).where(DEVICES.c.id == device_id)


@built_once
def _newest() -> AnySelect:
    return newest_first(select(DEVICES).where(mine(DEVICES.c, ANY_OWNER)), *KEYS)
