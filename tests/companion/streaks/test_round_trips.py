"""Round trips to the database, counted on the wire, warm."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from httpx2 import AsyncClient

from app.core.endpoints import Endpoints
from app.main import create_app
from app.settings import Settings
from tests.companion.streaks.lives import Json, a_contact, a_person, a_streak, created, read
from tests.settling import settled
from tests.signing_up import a_guest
from tests.wire import Wire, counting_proxy

LONG_AGO = "2026-01-01T12:00:00Z"


@pytest.fixture
async def wire(endpoints: Endpoints) -> AsyncIterator[Wire]:
    async with counting_proxy(endpoints.app) as wire:
        yield wire


@pytest.fixture
async def warm(wire: Wire, endpoints: Endpoints, settings: Settings) -> AsyncIterator[AsyncClient]:
    """A guest of an application with one connection, every statement prepared."""
    one = settings.model_copy(update={"pool_size": 1})
    app = create_app(one, replace(endpoints, app=wire.endpoint(endpoints.app)))
    async with app.router.lifespan_context(app):
        guest = await a_guest(app)
        for _ in range(2):
            await a_day(guest.client, wire)
        await settled(app, guest.user_id)
        yield guest.client
        await guest.client.aclose()


async def a_day(client: AsyncClient, wire: Wire) -> dict[str, int]:
    """Do everything once and tell how many trips it took."""
    person_id = await a_person(client)
    trips: dict[str, int] = {}
    wire.start_counting()
    body = {"kind": "no_contact", "person_id": person_id, "started_at": LONG_AGO}
    streak = await created(client, "/v1/streaks", body)
    trips["begin a streak"] = len(wire.trips)
    event: Json = {}
    for number in (1, 2, 3):
        wire.start_counting()
        event = await a_contact(client, f"2026-02-0{number}T12:00", person_id=person_id)
        trips["log a slip"] = len(wire.trips)
    wire.start_counting()
    await a_contact(client, "2026-02-04T12:00", "heard_from", person_id=person_id)
    trips["log a call"] = len(wire.trips)
    for path in (
        "/v1/streaks",
        "/v1/contact-events",
        "/v1/streaks/{streak}",
        "/v1/contact-events/{event}",
        "/v1/streaks/{streak}/segments",
        "/v1/streaks/{streak}/policies",
        "/v1/streaks/{streak}/pauses",
        "/v1/streaks/{streak}/explanation",
        "/v1/incidents",
    ):
        wire.start_counting()
        await read(client, path.format(streak=streak["id"], event=event["id"]))
        trips[path] = len(wire.trips)
    await a_streak(client, label=person_id)
    return trips


async def test_everything_takes_as_few_trips_as_it_may(warm: AsyncClient, wire: Wire) -> None:
    trips = await a_day(warm, wire)
    reads = {name: count for name, count in trips.items() if name.startswith("/")}
    assert set(reads.values()) == {4}, reads
    writes = {name: count for name, count in trips.items() if name not in reads}
    assert writes == {"begin a streak": 5, "log a slip": 5, "log a call": 5}


async def test_an_answer_that_the_client_has_takes_one(warm: AsyncClient, wire: Wire) -> None:
    tag = (await warm.get("/v1/streaks")).headers["etag"]
    wire.start_counting()
    assert (await warm.get("/v1/streaks", headers={"if-none-match": tag})).status_code == 304
    assert len(wire.trips) == 1, wire.trips
