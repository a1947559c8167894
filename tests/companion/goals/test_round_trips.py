"""Round trips to the database, counted on the wire, warm."""

from collections.abc import AsyncIterator, Awaitable
from dataclasses import replace

import pytest
from httpx2 import AsyncClient

from app.core.endpoints import Endpoints
from app.main import create_app
from app.settings import Settings
from tests.companion.goals.doing import WEEKLY, a_goal, a_log, an_activity, change, created, read
from tests.signing_up import a_guest
from tests.wire import Wire, counting_proxy

READS = ("", "/{goal}", "/{goal}/pauses", "/{goal}/excused-days", "?status=active&area=body")


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
        yield guest.client
        await guest.client.aclose()


async def a_day(client: AsyncClient, wire: Wire) -> dict[str, int]:
    """Do everything once and tell how many trips it took."""
    activity_id = await an_activity(client)
    await a_log(client, "2026-03-02", activity_id=activity_id)
    goal = await a_goal(client, **WEEKLY)
    await a_goal(client, activity_id=activity_id, **WEEKLY)
    in_its_area = {"activity_id": activity_id, "area": None}
    url = f"/v1/goals/{goal['id']}"
    steps: dict[str, Awaitable[object]] = {
        "set a goal": a_goal(client, **WEEKLY),
        "set a goal of an activity": a_goal(client, activity_id=activity_id, **WEEKLY),
        "log for a goal": a_log(client, "2026-03-03", goal_id=goal["id"]),
        "log for an activity": a_log(client, "2026-03-03", activity_id=activity_id),
        "log for an activity in its area": a_log(client, "2026-03-04", **in_its_area),
        "log for a goal and an activity in its area": a_log(
            client, "2026-03-04", goal_id=goal["id"], **in_its_area
        ),
        "log for nothing": a_log(client, "2026-03-03"),
        "rename a goal": change(client, url, title="Walk"),
        "loosen a goal": change(client, url, cadence={"times": 1}),
        "pause a goal": created(client, f"{url}/pauses", {"from_on": "2026-03-09"}),
        "excuse a day": client.put(f"{url}/excused-days/2026-03-08"),
        "count a day again": client.delete(f"{url}/excused-days/2026-03-08"),
        "delete a goal": client.delete(f"/v1/goals/{(await a_goal(client))['id']}"),
        **{path: read(client, "/v1/goals" + path.format(goal=goal["id"])) for path in READS},
    }
    trips: dict[str, int] = {}
    for name, step in steps.items():
        wire.start_counting()
        await step
        trips[name] = len(wire.trips)
    return trips


async def test_everything_takes_as_few_trips_as_it_may(warm: AsyncClient, wire: Wire) -> None:
    trips = await a_day(warm, wire)
    reads = {name: trips.pop(name) for name in list(trips) if name in READS}
    assert set(reads.values()) == {4}, reads
    assert trips == {
        "set a goal": 4,
        "set a goal of an activity": 5,
        "log for a goal": 5,
        "log for an activity": 5,
        "log for an activity in its area": 5,
        "log for a goal and an activity in its area": 5,
        "log for nothing": 4,
        "rename a goal": 5,
        "loosen a goal": 6,
        "pause a goal": 5,
        "excuse a day": 6,
        "count a day again": 7,
        "delete a goal": 5,
    }


async def test_an_answer_that_the_client_has_takes_one(warm: AsyncClient, wire: Wire) -> None:
    tag = (await warm.get("/v1/goals")).headers["etag"]
    wire.start_counting()
    assert (await warm.get("/v1/goals", headers={"if-none-match": tag})).status_code == 304
    assert len(wire.trips) == 1, wire.trips
