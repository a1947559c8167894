from typing import Any
from uuid import UUID

from fastapi import Depends, Response, status

from app.accounts.auth.dependencies import Reads, Writes
from app.connections.notifications.devices import service
from app.connections.notifications.devices.dependencies import (
    DeviceChanges,
    DeviceToChange,
    NewDevice,
    OwnDevice,
    SendersAtHand,
)
from app.connections.notifications.devices.errors import (
    DeviceNotFound,
    PushProviderUnavailable,
    TooManyDevices,
)
from app.connections.notifications.devices.schemas import DeviceRead, PushKeysRead
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session, session
from app.core.tables import Record

router = Router(prefix="/v1/devices", tags=["devices"])
push_keys = Router(prefix="/v1/push-keys", tags=["devices"])


@push_keys.get("", response_model=PushKeysRead, dependencies=[Depends(session)])
async def get_push_keys(_owner: Reads, senders: SendersAtHand) -> Record:
    """Read what a client needs before it asks its system for a push address.

    `vapid_public_key` is the `applicationServerKey` of Web Push and UnifiedPush (RFC 8292). It
    stays the same.
    """
    return {"vapid_public_key": senders.vapid_public, "providers": list(senders.by_provider)}


@router.get("", response_model=Page[DeviceRead])
async def list_devices(db: Session, owner: Reads, paging: Pages) -> dict[str, Any]:
    """List the devices that can be told something, newest first."""
    return await service.list_page(db, owner, paging)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=DeviceRead,
    responses=problems(PushProviderUnavailable, TooManyDevices),
)
async def create_device(
    db: Session, owner: Writes, body: NewDevice, now: Now, response: Response
) -> Record:
    """Add a device, with the push address that its system gave to the app.

    Notifications are neutral: on a locked screen nobody sees what this app is about. Each has an
    `id`; one that was shown already is to be ignored. They stop when this session ends.
    """
    return created(response, await service.create(db, owner, body, now=now))


@router.get("/{device_id}", response_model=DeviceRead, responses=problems(DeviceNotFound))
async def get_device(device: OwnDevice) -> Record:
    """Read one device. Its address is not shown."""
    return device


@router.patch(
    "/{device_id}",
    response_model=DeviceRead,
    responses=problems(DeviceNotFound, PushProviderUnavailable),
)
async def update_device(
    db: Session,
    owner: Writes,
    device: DeviceToChange,
    body: DeviceChanges,
    now: Now,
    response: Response,
) -> Record:
    """Change a device (JSON Merge Patch): absent fields stay, `push: null` ends its notifications.

    A new address belongs to the session that gives it.
    """
    return changed(response, await service.update(db, owner, device, body, now=now))


@router.delete("/{device_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_device(
    db: Session, owner: Writes, device_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete a device and what is on its way there. What never was is gone, too: 204."""
    await service.delete(db, owner, device_id, if_match=if_match, now=now)
