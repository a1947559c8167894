"""Round trips to the database of everything that is read, counted on the wire."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import get_args

import pytest

from app.core.endpoints import Endpoints
from app.main import create_app
from app.reading.insights.vocabulary import Kind
from app.settings import Settings
from tests.signing_up import SignedIn, a_guest
from tests.wire import Wire, counting_proxy

PATHS = [f"/v1/insights/{kind}" for kind in get_args(Kind)] + ["/v1/recaps/2026-W10"]


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
        for path in PATHS * 2:
            await guest.client.get(path)
        yield guest
        await guest.client.aclose()


async def test_everything_takes_four_and_one_if_the_client_has_it(
    warm: SignedIn, wire: Wire
) -> None:
    for path in PATHS:
        wire.start_counting()
        first = await warm.client.get(path)
        assert (first.status_code, len(wire.trips)) == (200, 4), (path, wire.trips)

        wire.start_counting()
        again = await warm.client.get(path, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, len(wire.trips)) == (304, 1), (path, wire.trips)
