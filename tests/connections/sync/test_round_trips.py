"""Round trips to the database of pulls and pushes, counted on the wire."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from app.core.endpoints import Endpoints
from app.main import create_app
from app.settings import Settings
from tests.connections.sync.devices import Device, created, event, mood, person, updated
from tests.signing_up import a_guest
from tests.wire import Wire, counting_proxy


@pytest.fixture
async def wire(endpoints: Endpoints) -> AsyncIterator[Wire]:
    async with counting_proxy(endpoints.app) as wire:
        yield wire


@pytest.fixture
async def warm(wire: Wire, endpoints: Endpoints, settings: Settings) -> AsyncIterator[Device]:
    """A phone of an application with one connection, every statement prepared."""
    one = settings.model_copy(update={"pool_size": 1})
    app = create_app(one, replace(endpoints, app=wire.endpoint(endpoints.app)))
    async with app.router.lifespan_context(app):
        guest = await a_guest(app)
        device = Device(guest)
        for _ in range(2):
            device.pulled = 0
            await device.pull()
            await device.pushes(three_tables())
            row = mood()
            await device.pushes(created(moods=row))
            await device.pull()
            await device.pushes(updated(moods=row | {"energy": 1}))
            await device.pull()
            await device.pull()
        yield device
        await guest.client.aclose()


def three_tables() -> dict[str, object]:
    alex = person()
    events = [event(person_id=alex["id"]) for _ in range(20)]
    return created(people=alex, contact_events=events, moods=[mood() for _ in range(20)])


async def test_an_empty_pull_takes_four(warm: Device, wire: Wire) -> None:
    wire.start_counting()
    assert await warm.pull() == {}

    assert len(wire.trips) == 4, wire.trips


async def test_a_pull_takes_one_more_for_each_table(warm: Device, wire: Wire) -> None:
    warm.pulled = 0
    wire.start_counting()
    pulled = await warm.pull()

    assert len(pulled) == 3
    assert len(wire.trips) == 4 + 3, wire.trips


async def test_a_pull_after_a_push_takes_three_to_note_it(warm: Device, wire: Wire) -> None:
    await warm.pushes(created(moods=mood()))
    await warm.pull()

    wire.start_counting()
    assert await warm.pull() == {}

    assert len(wire.trips) == 4 + 3, wire.trips


async def test_a_push_of_a_row_takes_nine(warm: Device, wire: Wire) -> None:
    row = mood()
    wire.start_counting()
    await warm.pushes(created(moods=row))
    assert len(wire.trips) == 9, wire.trips

    await warm.pull()
    wire.start_counting()
    await warm.pushes(updated(moods=row | {"energy": 1}))
    assert len(wire.trips) == 9, wire.trips


async def test_more_rows_take_one_each(warm: Device, wire: Wire) -> None:
    wire.start_counting()
    await warm.pushes(created(moods=[mood() for _ in range(30)]))

    assert len(wire.trips) == 8 + 30, wire.trips
