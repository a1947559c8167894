"""What can be done with devices."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.connections.notifications.devices import queries
from app.connections.notifications.devices.errors import DeviceNotFound, TooManyDevices
from app.connections.notifications.devices.models import Device
from app.connections.notifications.devices.schemas import DeviceCreate, DeviceUpdate
from app.core import records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Draft, Stored
from app.core.tables import Record

MOST = 20
NO_PUSH = {
    "push_provider": None,
    "push_address": None,
    "push_keys": None,
    "address_digest": None,
}


async def create(db: Db, owner: Owner, new: DeviceCreate, *, now: datetime) -> Stored:
    """Add a device.

    Raises:
        TooManyDevices: there are 20 already; or as `records.create`.
    """
    columns = _as_kept(owner, new.model_dump())
    is_full = await db.scalar(queries.number_of_devices(owner)) >= MOST
    draft = Draft(
        Device,
        new,
        columns | {"session_id": owner.session_id},
        refusal=TooManyDevices() if is_full else None,
    )
    stored = await records.make(db, owner, draft, now=now)
    return Stored(_as_shown(stored.record), is_new=stored.is_new)


async def find(db: Db, owner: Owner, device_id: UUID) -> Record:
    """Load one of the owner's devices.

    Raises:
        DeviceNotFound: there is none of that id, or it is somebody else's.
    """
    device = await records.find(db, owner, Device, device_id)
    if device is None:
        raise DeviceNotFound
    return _as_shown(device)


async def find_reachable(db: Db, owner: Owner, device_id: UUID, *, now: datetime) -> Record | None:
    """Load a device with its address, if something can be sent there."""
    found = await records.fetch(
        db, owner, Device, queries.reachable_device(owner, device_id, now=now)
    )
    return found[0] if found else None


async def list_page(db: Db, owner: Owner, paging: Paging) -> dict[str, Any]:
    devices = await records.fetch(db, owner, Device, *queries.devices_of(owner, paging))
    return paging.page([_as_shown(device) for device in devices], owner, "recorded_at", "id")


async def update(
    db: Db, owner: Owner, device: Record, changes: DeviceUpdate, *, now: datetime
) -> Record:
    columns = _as_kept(owner, changes.model_dump())
    if columns.get("push_provider") is not None:
        columns["session_id"] = owner.session_id
    return _as_shown(await records.change(db, owner, Device, device["id"], columns, now=now))


async def drop_address(db: Db, owner: Owner, device_id: UUID, *, now: datetime) -> None:
    """Forget an address that its provider knows no more; the device stays."""
    await records.change(db, owner, Device, device_id, NO_PUSH, now=now)


async def delete(
    db: Db, owner: Owner, device_id: UUID, *, if_match: Versions, now: datetime
) -> None:
    """Delete a device with what is on its way there; deleting what is gone does nothing."""
    await records.delete(db, owner, Device, device_id, now=now, if_match=if_match)


def _as_kept(owner: Owner, columns: Mapping[str, Any]) -> Record:
    kept = {name: value for name, value in columns.items() if name != "push"}
    if "push" not in columns:
        return kept
    return kept | (NO_PUSH if columns["push"] is None else _reached_by(owner, columns["push"]))


def _reached_by(owner: Owner, push: Mapping[str, Any]) -> Record:
    keys = push["keys"]
    return {
        "push_provider": push["provider"],
        "push_address": push["address"],
        "push_keys": keys and json.dumps(keys),
        "address_digest": owner.cipher.digest("push-address", push["address"].encode()),
    }


def _as_shown(device: Record) -> Record:
    provider = device["push_provider"]
    return device | {"push": None if provider is None else {"provider": provider}}
