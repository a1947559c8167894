"""A worker that dies at any question: each event is left once, and sent at least once."""

from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import count
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from starlette.datastructures import State

from app.connections.webhooks.deliveries import queue, rounds
from app.connections.webhooks.deliveries.queue import Claim, Room
from app.core import outbox
from app.core.database import Database
from app.core.endpoints import Endpoints
from app.core.engines import engine_for
from app.core.ids import new_id
from app.core.outbound import Outbound
from app.core.outbox import Event
from app.core.rhythm import OUT_OF_REACH
from tests.clock import NOON, FakeClock
from tests.connections.webhooks.asking import Answer, an_endpoint, deliveries
from tests.connections.webhooks.inbox import Inbox
from tests.signing_up import SignedIn
from tests.wire import Wire, counting_proxy

LATER = NOON + timedelta(days=400)
QUEUED = text("SELECT count(*) FROM webhook_queue WHERE user_id = :id")
every_way_to_break = pytest.mark.parametrize("delivers_last", [False, True])


@pytest.fixture
async def wire(endpoints: Endpoints) -> AsyncIterator[Wire]:
    async with counting_proxy(endpoints.worker) as wire:
        yield wire


@pytest.fixture
async def later(
    hooking_app: FastAPI, endpoints: Endpoints, wire: Wire, way: Outbound
) -> AsyncIterator[State]:
    """A worker of its own behind the wire, for whom it is later than for the other one."""
    endpoint = wire.endpoint(endpoints.worker)
    database = Database(engine_for(endpoint.url, role=endpoint.role))
    state = {
        "worker_database": database,
        "vault": hooking_app.state.vault,
        "clock": FakeClock(LATER),
        "webhook_outbound": way,
    }
    yield State(state)
    await database.close()


def an_event(user_id: UUID) -> Event:
    return Event(uuid4(), user_id, "moods.created", uuid4(), LATER, attempts=1)


async def turn(state: State, endpoint: Answer) -> None:
    """Claim what is due and serve the endpoint, as the dispatcher does."""
    now, claim = state.clock(), new_id()
    claiming = queue.claiming(claim, Room(50, 50), now=now, until=now + rounds.HELD_FOR)
    async with state.worker_database.lease() as db:
        rows = await db.all(claiming)
    for row in rows:
        if str(row.endpoint_id) == endpoint["id"]:
            await rounds.serve(state, Claim(claim, *row))


@every_way_to_break
async def test_an_event_is_left_once_for_each_endpoint_wherever_its_task_breaks(
    someone: SignedIn, inbox: Inbox, later: State, wire: Wire, *, delivers_last: bool
) -> None:
    made = [await an_endpoint(someone.client, inbox.url(f"/{number}")) for number in range(2)]
    event = an_event(someone.user_id)
    for trip in count(1):
        wire.break_at(trip, delivers_last=delivers_last)
        try:
            await outbox.run(later, event)
        except OUT_OF_REACH:
            for endpoint in made:
                assert len(await deliveries(someone.client, endpoint)) <= 1
        if not wire.is_broken:
            break
    wire.break_at(None)
    await outbox.run(later, event)

    assert trip > 5
    for endpoint in made:
        (delivery,) = await deliveries(someone.client, endpoint)
        assert (delivery["state"], delivery["type"]) == ("waiting", "mood.created")


@every_way_to_break
async def test_what_is_left_is_sent_at_least_once_and_under_one_id_wherever_sending_breaks(
    hooking_app: FastAPI,
    someone: SignedIn,
    inbox: Inbox,
    later: State,
    wire: Wire,
    *,
    delivers_last: bool,
) -> None:
    endpoint = await an_endpoint(someone.client, inbox.url())
    events = []
    for trip in count(1):
        wire.break_at(None)
        events.append(an_event(someone.user_id))
        await outbox.run(later, events[-1])
        wire.break_at(trip, delivers_last=delivers_last)
        try:
            await turn(later, endpoint)
        except OUT_OF_REACH:
            later.clock.pass_by(minutes=2)  # until what was claimed is free again
        if not wire.is_broken:
            break
    wire.break_at(None)
    later.clock.pass_by(minutes=2)
    await turn(later, endpoint)

    assert trip > 10
    found = await deliveries(someone.client, endpoint)
    assert {each["state"] for each in found} == {"delivered"}
    assert len(found) == len(events)
    assert {each["id"] for each in found} == {message.id for message in inbox.to()}
    told = {message.json["data"]["id"] for message in inbox.to()}
    assert told == {str(event.subject_id) for event in events}
    async with hooking_app.state.database.lease() as db:
        assert await db.scalar(QUEUED, {"id": someone.user_id}) == 0
