"""Round trips to the database of moods, texts, activities, logs and ideas, counted on the wire."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from httpx2 import AsyncClient

from app.core.endpoints import Endpoints
from app.main import create_app
from app.settings import Settings
from tests.signing_up import SignedIn, a_guest
from tests.wire import Wire, counting_proxy

CREATES = {
    "/v1/moods": {"kind": "dailyMood", "valence": 0.5, "custom_labels": ["mine"]},
    "/v1/unsent-messages": {"body": "Good night."},
    "/v1/journal-entries": {"body": "Slept.", "focus": "self"},
    "/v1/activities": {"title": "Pottery", "area": "craft"},
    "/v1/activity-logs": {"area": "craft", "title": "Pottery"},
}
CHANGES = {
    "/v1/moods": "note",
    "/v1/unsent-messages": "person_id",
    "/v1/journal-entries": "prompt_id",
    "/v1/activities": "planned_on",
    "/v1/activity-logs": "note",
}
LISTS = (
    "/v1/moods?from=2026-03-01&kind=dailyMood&label=sad",
    "/v1/unsent-messages?to=2026-03-31",
    "/v1/journal-entries?from=2026-03-01&focus=self",
    "/v1/activities?status=idea&area=craft",
    "/v1/activity-logs?to=2026-03-31",
    "/v1/activity-ideas?area=craft",
)


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
        guest = await a_guest(app)
        for _ in range(2):
            await everything(guest.client)
        yield guest
        await guest.client.aclose()


async def everything(client: AsyncClient) -> None:
    ids = {}
    for path, body in CREATES.items():
        ids[path] = (await client.post(path, json=body)).json()["id"]
        await client.get(f"{path}/{ids[path]}")
        await client.patch(f"{path}/{ids[path]}", json={CHANGES[path]: None})
    for path in LISTS:
        await client.get(path)
    await client.get("/v1/journal-prompts")
    url = f"/v1/unsent-messages/{ids['/v1/unsent-messages']}/release"
    await client.put(url, json={"released_as": "burned"})
    await client.post("/v1/activity-logs", json={"activity_id": ids["/v1/activities"]})


@pytest.mark.parametrize("path", LISTS)
async def test_a_list_takes_four_and_one_if_the_client_has_it(
    warm: SignedIn, wire: Wire, path: str
) -> None:
    wire.start_counting()
    first = await warm.client.get(path)
    assert (first.status_code, len(wire.trips)) == (200, 4), wire.trips

    wire.start_counting()
    again = await warm.client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, len(wire.trips)) == (304, 1), wire.trips


@pytest.mark.parametrize("path", CREATES)
async def test_a_create_takes_four_a_record_four_a_change_five(
    warm: SignedIn, wire: Wire, path: str
) -> None:
    wire.start_counting()
    made = await warm.client.post(path, json=CREATES[path])
    assert (made.status_code, len(wire.trips)) == (201, 4), wire.trips
    url = f"{path}/{made.json()['id']}"

    wire.start_counting()
    assert (await warm.client.get(url)).status_code == 200
    assert len(wire.trips) == 4, wire.trips

    wire.start_counting()
    assert (await warm.client.patch(url, json={CHANGES[path]: None})).status_code == 200
    assert len(wire.trips) == 5, wire.trips


async def test_a_log_that_takes_its_activitys_area_takes_five(warm: SignedIn, wire: Wire) -> None:
    """One of them asks which goals it counts for."""
    activity = await warm.client.post("/v1/activities", json=CREATES["/v1/activities"])

    wire.start_counting()
    made = await warm.client.post("/v1/activity-logs", json={"activity_id": activity.json()["id"]})

    assert (made.status_code, len(wire.trips)) == (201, 5), wire.trips


async def test_letting_go_takes_as_many_as_a_change(warm: SignedIn, wire: Wire) -> None:
    message = await warm.client.post("/v1/unsent-messages", json=CREATES["/v1/unsent-messages"])
    url = f"/v1/unsent-messages/{message.json()['id']}/release"

    wire.start_counting()
    assert (await warm.client.put(url, json={"released_as": "burned"})).status_code == 200

    assert len(wire.trips) == 5, wire.trips


async def test_prompts_take_four(warm: SignedIn, wire: Wire) -> None:
    wire.start_counting()
    assert (await warm.client.get("/v1/journal-prompts")).status_code == 200

    assert len(wire.trips) == 4, wire.trips
