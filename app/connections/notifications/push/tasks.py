"""Sends what was left for a device: one message to one device, again and again until it is over."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from starlette.datastructures import State

from app.accounts.auth.acting import Turn, turn_of, writing
from app.connections.notifications.devices import service as devices
from app.connections.notifications.push import payloads, queries
from app.connections.notifications.push.delivery import Message
from app.connections.notifications.push.models import PushDelivery
from app.connections.notifications.push.outcomes import Gone, Later, Outcome, Sent, Target
from app.connections.notifications.push.queries import CREATED
from app.connections.notifications.push.vocabulary import Result
from app.core import due_work, outbox, records
from app.core.logs import pseudonym
from app.core.outbox import Event
from app.core.tables import Record

DUE = "push_deliveries.due"
FIRST_RETRY, LONGEST_RETRY = timedelta(seconds=15), timedelta(hours=1)
NO_PLACE = "no-place"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message, and whereto."""

    delivery_id: UUID
    device_id: UUID
    provider: str
    target: Target
    message: Message
    attempts: int


@outbox.on(CREATED)
@outbox.on(DUE)
async def push(state: State, event: Event) -> None:
    """Send one message to one device; nothing waits in the database meanwhile."""
    now = state.clock()
    async with turn_of(state, event.user_id) as turn:
        parcel = None if turn is None else await _pick_up(turn, event.subject_id, now)
    if parcel is None:
        return
    outcome = await _send(state, event.user_id, parcel, now)
    async with turn_of(state, event.user_id) as turn:
        if turn is not None:
            await _conclude(turn, parcel, outcome, state.clock())


async def _pick_up(turn: Turn, delivery_id: UUID, now: datetime) -> Parcel | None:
    """Give what is to be sent; what is over, or has nowhere to go, ends here."""
    statement = queries.open_delivery(turn.owner, delivery_id)
    found = await records.fetch(turn.db, turn.owner, PushDelivery, statement)
    if not found:
        return None
    delivery = found[0]
    if delivery["expires_at"] <= now:
        await _end(turn, delivery_id, "expired", now)
        return None
    device = await devices.find_reachable(turn.db, turn.owner, delivery["device_id"], now=now)
    if device is None:
        await _end(turn, delivery_id, "gone", now)
        return None
    return _packed(delivery, device)


def _packed(delivery: Record, device: Record) -> Parcel:
    title, body, about = payloads.read(delivery["payload"])
    keys = device["push_keys"]
    return Parcel(
        delivery_id=delivery["id"],
        device_id=device["id"],
        provider=device["push_provider"],
        target=Target(device["push_address"], keys and json.loads(keys)),
        message=Message(delivery["message_id"], title, body, about, delivery["expires_at"]),
        attempts=delivery["attempts"],
    )


async def _send(state: State, user_id: UUID, parcel: Parcel, now: datetime) -> Outcome:
    sender = state.senders.by_provider.get(parcel.provider)
    if sender is None:
        return Later("provider-unavailable")
    courtesy, host = state.courtesy, parcel.target.host or parcel.provider
    wait = courtesy.wait(user_id, host)
    if wait is not None:
        return Later(NO_PLACE, wait)
    with courtesy.place(user_id, host):
        outcome: Outcome = await sender.send(parcel.target, parcel.message, now=now)
    courtesy.note(host, answers=not isinstance(outcome, Later) or outcome.was_answered)
    return outcome


async def _conclude(turn: Turn, parcel: Parcel, outcome: Outcome, now: datetime) -> None:
    match outcome:
        case Sent():
            await _end(turn, parcel.delivery_id, "sent", now)
        case Gone():
            await _end(turn, parcel.delivery_id, "gone", now)
            await _drop_address(turn, parcel, now)
        case Later():
            await _put_off(turn, parcel, outcome, now)


async def _put_off(turn: Turn, parcel: Parcel, outcome: Later, now: datetime) -> None:
    """Try again when the provider asks for it, else after a while that grows."""
    if outcome.reason != NO_PLACE:
        await turn.db.execute(queries.counting_attempt(turn.owner, parcel.delivery_id))
        log.info(
            "push-put-off",
            type=parcel.provider,
            reason=outcome.reason,
            attempts=parcel.attempts + 1,
            user=pseudonym(turn.owner.id),
        )
    wait = outcome.wait or min(FIRST_RETRY * 2 ** min(parcel.attempts, 20), LONGEST_RETRY)
    due_at = min(now + wait, max(now, parcel.message.expires_at))
    await due_work.plan(turn.db, turn.owner.id, DUE, parcel.delivery_id, due_at=due_at)


async def _drop_address(turn: Turn, parcel: Parcel, now: datetime) -> None:
    """Forget the address, unless the device has another one by now."""
    device = await devices.find_reachable(turn.db, turn.owner, parcel.device_id, now=now)
    if device is not None and device["push_address"] == parcel.target.address:
        owner = await writing(turn.db, turn.owner)
        await devices.drop_address(turn.db, owner, parcel.device_id, now=now)
    log.info("push-address-gone", type=parcel.provider, user=pseudonym(turn.owner.id))


async def _end(turn: Turn, delivery_id: UUID, result: Result, now: datetime) -> None:
    await turn.db.execute(queries.ending(turn.owner, delivery_id, result, now=now))
