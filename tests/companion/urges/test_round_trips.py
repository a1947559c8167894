"""Round trips to the database of urges and techniques, counted on the wire, warm."""

from collections.abc import AsyncIterator, Awaitable
from dataclasses import replace

import pytest
from httpx2 import AsyncClient

from app.core.endpoints import Endpoints
from app.main import create_app
from app.settings import Settings
from tests.companion.urges.told import URL, WALK, a_contact, a_person, an_urge, resolve
from tests.signing_up import a_guest
from tests.wire import Wire, counting_proxy

FERNS = {"title": "Ferns", "steps": ["Water."]}


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
            await a_night(guest.client, wire)
        yield guest.client
        await guest.client.aclose()


async def a_night(client: AsyncClient, wire: Wire) -> dict[str, int]:
    """Do everything once and tell how many trips it took."""
    person_id = await a_person(client)
    mine = (await client.post("/v1/techniques", json=FERNS)).json()["id"]
    urge = await an_urge(client, person_id=person_id)
    contact = await a_contact(client)
    slip = {"outcome": "slipped", "contact_event_id": contact["id"]}
    steps: dict[str, Awaitable[object]] = {
        "an urge": an_urge(client),
        "an urge about a person": an_urge(client, person_id=person_id, pretext="x"),
        "what was tried": resolve(client, urge, technique_id=WALK, outcome="passed"),
        "what of one's own was tried": resolve(client, urge, technique_id=mine),
        "a slip": resolve(client, urge, **slip),
        "one": client.get(f"{URL}/{urge['id']}"),
        "all": client.get(f"{URL}?from=2026-03-01&outcome=passed"),
        "the pack": client.get(f"{URL}/toolkit"),
        "the techniques": client.get("/v1/techniques"),
        "a technique": client.post("/v1/techniques", json=FERNS),
    }
    trips: dict[str, int] = {}
    for name, step in steps.items():
        wire.start_counting()
        await step
        trips[name] = len(wire.trips)
    return trips


async def test_everything_takes_as_few_trips_as_it_may(warm: AsyncClient, wire: Wire) -> None:
    assert await a_night(warm, wire) == {
        "an urge": 5,
        "an urge about a person": 5,
        "what was tried": 5,
        "what of one's own was tried": 6,
        "a slip": 5,
        "one": 4,
        "all": 4,
        "the pack": 4,
        "the techniques": 4,
        "a technique": 5,
    }
