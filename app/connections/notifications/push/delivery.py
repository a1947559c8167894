"""Leaving messages for the devices of a user; `tasks.py` sends them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from starlette.datastructures import State

from app.accounts.auth.acting import turn_of
from app.connections.notifications.devices.queries import reachable_devices
from app.connections.notifications.push import payloads, queries
from app.connections.notifications.push.models import PushDelivery
from app.core.database import Db
from app.core.owners import Owner
from app.core.sealing import sealed
from app.core.tables import Record

REMEMBERED = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be shown on every device of a user. Neutral words only; never intimate text.

    `about` is coded: "reminder", "milestone". The same `id` is never shown twice on a device.
    """

    id: UUID
    title: str
    body: str
    about: str
    expires_at: datetime


async def deliver(state: State, user_id: UUID, message: Message, *, now: datetime) -> int:
    """Leave the message for every device of the user; return for how many.

    Doing it again, also after it was sent, leaves nothing twice.

    Raises:
        ValueError: it is longer than any provider takes.
    """
    async with turn_of(state, user_id) as turn:
        return 0 if turn is None else await left_for(turn.db, turn.owner, message, now=now)


async def left_for(db: Db, owner: Owner, message: Message, *, now: datetime) -> int:
    """Do as `deliver` within a turn of the user (`acting.turn_of`), or another write of theirs.

    Raises:
        ValueError: as `deliver`.
    """
    text = payloads.written(message.title, message.body, message.about)
    devices = await db.all(reachable_devices(owner, now=now))
    if not devices or message.expires_at <= now:
        return 0
    await db.execute(queries.forgetting(owner, now - REMEMBERED))
    rows = [_row(owner, message, text, device.id) for device in devices]
    await db.execute(queries.leaving(owner, rows, now=now))
    return len(devices)


def _row(owner: Owner, message: Message, text: str, device_id: UUID) -> Record:
    row: Record = {
        "user_id": owner.id,
        "id": uuid5(message.id, str(device_id)),
        "message_id": message.id,
        "device_id": device_id,
        "payload": text,
        "expires_at": message.expires_at,
        "attempts": 0,
    }
    return sealed(owner, PushDelivery, row)
