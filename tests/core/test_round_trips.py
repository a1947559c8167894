"""Round trips to the database, counted on the wire: each costs more than the statement in it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from httpx2 import AsyncClient

from app.core.endpoints import Endpoints
from app.main import create_app
from app.settings import Settings
from tests.signing_up import SignedIn, a_guest
from tests.wire import Wire, counting_proxy

if TYPE_CHECKING:
    from fastapi import FastAPI

ALEX = {"nickname": "Alex", "relation": "ex_partner", "phase": "apart"}


@pytest.fixture
async def wire(endpoints: Endpoints) -> AsyncIterator[Wire]:
    async with counting_proxy(endpoints.app) as wire:
        yield wire


@pytest.fixture
async def warm(wire: Wire, endpoints: Endpoints, settings: Settings) -> AsyncIterator[SignedIn]:
    """A guest of an application with one connection, every statement prepared."""
    one = settings.model_copy(update={"pool_size": 1})
    app: FastAPI = create_app(one, replace(endpoints, app=wire.endpoint(endpoints.app)))
    async with app.router.lifespan_context(app):
        guest = await a_guest(app)
        for _ in range(2):
            await everything(guest.client)
        yield guest
        await guest.client.aclose()


async def everything(client: AsyncClient) -> None:
    person = (await client.post("/v1/people", json=ALEX)).json()
    await client.get("/v1/people?limit=20")
    await client.get(f"/v1/people/{person['id']}")
    await client.patch(f"/v1/people/{person['id']}", json={"phase": "distant"})


async def test_a_record_and_a_list_take_four(warm: SignedIn, wire: Wire) -> None:
    person = (await warm.client.post("/v1/people", json=ALEX)).json()

    for path in ("/v1/people?limit=20", f"/v1/people/{person['id']}"):
        wire.start_counting()
        assert (await warm.client.get(path)).status_code == 200
        assert len(wire.trips) == 4, wire.trips


async def test_an_answer_that_the_client_has_takes_one(warm: SignedIn, wire: Wire) -> None:
    tag = (await warm.client.get("/v1/people?limit=20")).headers["etag"]

    wire.start_counting()
    answer = await warm.client.get("/v1/people?limit=20", headers={"if-none-match": tag})

    assert answer.status_code == 304
    assert len(wire.trips) == 1, wire.trips


async def test_a_create_takes_four(warm: SignedIn, wire: Wire) -> None:
    wire.start_counting()

    assert (await warm.client.post("/v1/people", json=ALEX)).status_code == 201

    assert len(wire.trips) == 4, wire.trips


async def test_a_key_takes_two_more(warm: SignedIn, wire: Wire) -> None:
    """One to look for an answer, one to keep it; the lock travels with the begin."""
    for key in ("one", "two"):
        wire.start_counting()
        answer = await warm.client.post("/v1/people", json=ALEX, headers={"idempotency-key": key})
        assert answer.status_code == 201

    assert len(wire.trips) == 6, wire.trips


async def test_a_replay_takes_four(warm: SignedIn, wire: Wire) -> None:
    for _ in range(3):
        wire.start_counting()
        answer = await warm.client.post("/v1/people", json=ALEX, headers={"idempotency-key": "x"})

    assert answer.headers["idempotent-replayed"] == "true"
    assert len(wire.trips) == 4, wire.trips


async def test_a_change_takes_five(warm: SignedIn, wire: Wire) -> None:
    person = (await warm.client.post("/v1/people", json=ALEX)).json()

    wire.start_counting()
    await warm.client.patch(f"/v1/people/{person['id']}", json={"phase": "distant"})

    assert len(wire.trips) == 5, wire.trips


async def test_who_is_not_let_in_costs_one_look(warm: SignedIn, wire: Wire) -> None:
    await warm.client.delete(f"/v1/sessions/{uuid4()}")
    wire.start_counting()

    answer = await warm.client.get("/v1/people", headers={"authorization": "Bearer x"}, auth=None)

    assert answer.status_code == 401
    assert wire.trips == []
