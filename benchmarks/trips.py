"""Round trips to the database, counted on the wire, warm, with one connection."""

from collections.abc import Mapping
from dataclasses import replace

from benchmarks.residents import MOOD, PAGE, readers
from tests.signing_up import client_from
from tests.wire import counting_proxy

from app.core.endpoints import Endpoints
from app.main import create_app
from app.settings import Settings


async def counted(settings: Settings, endpoints: Endpoints) -> Mapping[str, int]:
    """Count them for each route of the service, in the order of the table."""
    one = settings.model_copy(update={"pool_size": 1})
    async with counting_proxy(endpoints.app) as wire:
        app = create_app(one, replace(endpoints, app=wire.endpoint(endpoints.app)))
        async with app.router.lifespan_context(app), client_from(app) as client:
            (reader,) = await readers(app, 1)
            client.headers["authorization"] = f"Bearer {reader.token}"
            page = f"/v1/moods?limit={PAGE}"
            trips = {}
            for _ in range(2):
                tag = (await client.get(page)).headers["etag"]
                for name, method, path, more in (
                    ("streak", "GET", f"/v1/streaks/{reader.streak_id}", {}),
                    ("list", "GET", page, {}),
                    ("unchanged", "GET", page, {"headers": {"if-none-match": tag}}),
                    ("create", "POST", "/v1/moods", {"json": MOOD}),
                ):
                    wire.start_counting()
                    (await client.request(method, path, **more)).read()
                    trips[name] = len(wire.trips)
            return trips
