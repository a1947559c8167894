"""Round trips to the database, counted on the wire, warm: access and commit included."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.core.endpoints import Endpoints
from app.main import create_app
from app.settings import Settings
from tests.clock import FakeClock
from tests.reading.living import a_mood, a_person, a_streak, created
from tests.settling import settled
from tests.signing_up import SignedIn, a_guest
from tests.wire import Wire, counting_proxy

TRIPS = {
    "/v1/today": 4,
    "/v1/today?counters=true": 4,
    "/v1/reviews/due": 5,
    "/v1/self-checks/statements": 3,
}
CHECK = {
    **dict.fromkeys(("enjoys_own_company", "bears_silence", "says_what_is_needed"), 5),
    **dict.fromkeys(("needs_reassurance", "drops_own_plans", "looks_for_signs"), 5),
}


@pytest.fixture
async def wire(endpoints: Endpoints) -> AsyncIterator[Wire]:
    async with counting_proxy(endpoints.app) as wire:
        yield wire


@pytest.fixture
async def warm(wire: Wire, endpoints: Endpoints, settings: Settings) -> AsyncIterator[SignedIn]:
    """A guest of an application with one connection, every statement prepared."""
    one = settings.model_copy(update={"pool_size": 1})
    app = create_app(one, replace(endpoints, app=wire.endpoint(endpoints.app)))
    async with app.router.lifespan_context(app):
        app.state.clock = FakeClock(datetime(2026, 3, 10, 12, tzinfo=UTC))
        guest = await a_guest(app)
        for day in ("2026-01-01", "2026-02-01"):
            await a_streak(guest.client, day, person_id=await a_person(guest.client))
        await a_mood(guest.client, "2026-03-09", 0.5)
        for _ in range(2):
            await created(guest.client, "self-checks", answers=CHECK)
            await created(guest.client, "reviews", kind="custom")
            for path in TRIPS:
                assert (await guest.client.get(path)).status_code == 200
        await settled(app, guest.user_id)
        yield guest
        await guest.client.aclose()


@pytest.mark.parametrize(("path", "trips"), TRIPS.items())
async def test_a_look_takes_few_and_one_if_the_client_has_it(
    warm: SignedIn, wire: Wire, path: str, trips: int
) -> None:
    wire.start_counting()
    first = await warm.client.get(path)
    assert (first.status_code, len(wire.trips)) == (200, trips), wire.trips

    wire.start_counting()
    again = await warm.client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, len(wire.trips)) == (304, 1), wire.trips


async def test_looking_back_takes_few(warm: SignedIn, wire: Wire) -> None:
    wire.start_counting()
    await created(warm.client, "self-checks", answers=CHECK)
    assert len(wire.trips) == 5, wire.trips

    wire.start_counting()
    await created(warm.client, "reviews", kind="custom")
    assert len(wire.trips) == 4, wire.trips
