"""Round trips to the database of lists with items, counted on the wire."""

from dataclasses import replace

import pytest

from app.core.endpoints import Endpoints
from app.main import create_app
from app.settings import Settings
from tests.signing_up import a_guest
from tests.wire import counting_proxy

PERSON = {"nickname": "Sam", "relation": "ex_partner", "phase": "apart"}
MOOD = {"kind": "dailyMood", "valence": 0.5}


@pytest.mark.parametrize("count", [1, 5])
async def test_a_list_takes_four_however_many_there_are(
    endpoints: Endpoints, settings: Settings, count: int
) -> None:
    one = settings.model_copy(update={"pool_size": 1})
    async with counting_proxy(endpoints.app) as wire:
        app = create_app(one, replace(endpoints, app=wire.endpoint(endpoints.app)))
        async with app.router.lifespan_context(app):
            client = (await a_guest(app)).client
            person = (await client.post("/v1/people", json=PERSON)).json()["id"]
            await client.post("/v1/moods", json=MOOD)
            for _ in range(count):
                await client.post("/v1/encounters", json={"person_id": person})
            await client.get("/v1/encounters")  # prepares the statement

            wire.start_counting()
            listed = await client.get("/v1/encounters")
            trips = list(wire.trips)
            await client.aclose()

    assert len(listed.json()["items"]) == count
    assert len(trips) == 4, trips
