"""One answer of each route: its size, and its round trips to the database, counted on the wire."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from httpx2 import AsyncClient

from app.core.endpoints import Endpoints
from app.main import create_app
from app.settings import Settings
from benchmarks.residents import LIST, MOOD, a_reader
from tests.signing_up import client_from
from tests.wire import Wire, counting_proxy


@dataclass(frozen=True, slots=True)
class Sample:
    """Of a warm process with one connection."""

    size: int
    trips: int


async def taken(settings: Settings, endpoints: Endpoints) -> Mapping[str, Sample]:
    """Take one of each route, by its name in `routes`."""
    async with counting_proxy(endpoints.app) as wire, _reader(settings, endpoints, wire) as reader:
        client, streak = reader
        for _ in range(2):
            tag = (await client.get(LIST)).headers["etag"]
            samples = {
                "streak": await _sample(wire, client, "GET", streak),
                "page": await _sample(wire, client, "GET", LIST),
                "unchanged": await _sample(wire, client, "GET", LIST, {"if-none-match": tag}),
                "mood": await _sample(wire, client, "POST", "/v1/moods", json=MOOD),
            }
        return samples


@asynccontextmanager
async def _reader(
    settings: Settings, endpoints: Endpoints, wire: Wire
) -> AsyncGenerator[tuple[AsyncClient, str]]:
    one = settings.model_copy(update={"pool_size": 1})
    # Without the worker: telling a milestone is a write, after which a tag is out of date.
    app = create_app(one, replace(endpoints, app=wire.endpoint(endpoints.app)), works=False)
    async with app.router.lifespan_context(app), client_from(app) as client:
        reader = await a_reader(app)
        client.headers["authorization"] = f"Bearer {reader.token}"
        yield client, reader.streak


async def _sample(
    wire: Wire,
    client: AsyncClient,
    method: str,
    path: str,
    headers: Mapping[str, str] | None = None,
    **more: Any,  # noqa: ANN401
) -> Sample:
    wire.start_counting()
    answer = await client.request(method, path, headers=headers, **more)
    return Sample(len(answer.content), len(wire.trips))
