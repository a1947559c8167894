from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from app.accounts.auth.dependencies import Reads, Writes
from app.connections.notifications.devices import rules, service
from app.connections.notifications.devices.errors import PushProviderUnavailable
from app.connections.notifications.devices.schemas import DeviceCreate, DeviceUpdate, PushCreate
from app.connections.notifications.push.senders import Senders
from app.core.conditional import IfMatch
from app.core.errors import refuse
from app.core.routing import Session
from app.core.tables import Record


async def own_device(db: Session, owner: Reads, device_id: UUID) -> Record:
    return await service.find(db, owner, device_id)


async def device_to_change(
    db: Session, owner: Writes, device_id: UUID, if_match: IfMatch
) -> Record:
    device = await service.find(db, owner, device_id)
    if_match.check(device)
    return device


async def senders_at_hand(request: Request) -> Senders:
    at_hand: Senders = request.app.state.senders
    return at_hand


SendersAtHand = Annotated[Senders, Depends(senders_at_hand)]


async def new_device(body: DeviceCreate, senders: SendersAtHand) -> DeviceCreate:
    if body.push is not None:
        _require_way(body.push, senders)
    return body


async def device_changes(body: DeviceUpdate, senders: SendersAtHand) -> DeviceUpdate:
    if isinstance(body.push, PushCreate):
        _require_way(body.push, senders)
    return body


def _require_way(push: PushCreate, senders: Senders) -> None:
    """See whether this service can send there.

    Raises:
        PushProviderUnavailable: it can't by this provider.
        Invalid: the address or the keys are none of this provider.
    """
    if push.provider not in senders.by_provider:
        raise PushProviderUnavailable("It sends by: " + ", ".join(senders.by_provider) + ".")
    is_inside = senders.admits_loopback
    if reason := rules.wrong_with_address(push.provider, push.address, admits_loopback=is_inside):
        refuse("/push/address", reason)
    keys = None if push.keys is None else push.keys.model_dump()
    if reason := rules.wrong_with_keys(push.provider, keys):
        refuse("/push/keys", reason)


NewDevice = Annotated[DeviceCreate, Depends(new_device)]
DeviceChanges = Annotated[DeviceUpdate, Depends(device_changes)]
OwnDevice = Annotated[Record, Depends(own_device)]
DeviceToChange = Annotated[Record, Depends(device_to_change)]
