"""Whatever breaks between the effect and its commit leaves neither the effect nor its answer."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.core.endpoints import Endpoints
from app.core.errors import IdTaken
from app.main import create_app
from app.settings import Settings
from tests.clock import FakeClock
from tests.core.idempotency.conftest import Stage
from tests.core.idempotency.keyed import create, is_replay, names, told, under
from tests.signing_up import SignedIn, a_guest
from tests.wire import Wire, counting_proxy

LEFT = text(
    "SELECT (SELECT count(*) FROM people WHERE user_id = :id),"
    " (SELECT count(*) FROM kept_answers WHERE user_id = :id)"
)
TRIPS = 6
"""Begin, let in, look for an answer, the effect, keep its answer, commit."""


@pytest.fixture
async def wire(endpoints: Endpoints) -> AsyncIterator[Wire]:
    async with counting_proxy(endpoints.app) as wire:
        yield wire


@pytest.fixture
async def wired(wire: Wire, endpoints: Endpoints, settings: Settings) -> AsyncIterator[SignedIn]:
    """A guest of an application with one connection, every statement prepared."""
    one = settings.model_copy(update={"pool_size": 1})
    by_wire = replace(endpoints, app=wire.endpoint(endpoints.app))
    app = create_app(one, by_wire, works=False)
    async with app.router.lifespan_context(app):
        app.state.clock = FakeClock()
        guest = await a_guest(app)
        for key in ("warm", "warmer"):
            await create(guest.client, key)
        yield guest
        await guest.client.aclose()


@pytest.mark.parametrize("is_heard", [False, True], ids=["unheard", "unanswered"])
@pytest.mark.parametrize("trip", range(1, TRIPS + 1))
async def test_effect_and_answer_are_there_together_or_not_at_all(
    wired: SignedIn, wire: Wire, superuser: AsyncConnection, trip: int, *, is_heard: bool
) -> None:
    wire.break_at(trip, delivers_last=is_heard)
    broken = await create(wired.client, "one")
    wire.break_at(None)
    people, answers = (await superuser.execute(LEFT, {"id": wired.user_id})).one()

    is_committed = is_heard and trip == TRIPS
    assert broken.status_code == 503
    assert people == answers == 2 + is_committed
    again = await create(wired.client, "one")
    assert (again.status_code, is_replay(again)) == (201, is_committed)
    assert told(await create(wired.client, "one")) == told(again)
    assert len(await names(wired.client)) == 3


@pytest.mark.parametrize("failure", [IdTaken(), RuntimeError("a bug")], ids=["refusal", "bug"])
async def test_a_failure_after_the_effect_leaves_nothing(
    stage: Stage, jo: SignedIn, failure: Exception
) -> None:
    stage.failure = failure
    refused = await jo.client.post("/testing/failing", headers=under("one"))
    assert refused.status_code >= 400
    assert await names(jo.client) == []

    stage.failure = None
    done = await jo.client.post("/testing/failing", headers=under("one"))
    assert (done.status_code, is_replay(done)) == (200, False)
    assert await names(jo.client) == ["Alex"]


async def test_a_commit_that_fails_keeps_no_answer(stage: Stage, jo: SignedIn) -> None:
    stage.dooms = True
    assert (await jo.client.post("/testing/failing", headers=under("one"))).status_code == 500
    stage.dooms = False

    done = await jo.client.post("/testing/failing", headers=under("one"))
    assert (done.status_code, is_replay(done)) == (200, False)
    assert await names(jo.client) == ["Alex"]


async def test_a_request_that_is_cancelled_frees_its_key(stage: Stage, jo: SignedIn) -> None:
    first = asyncio.create_task(jo.client.post("/testing/slow", headers=under("one")))
    await stage.has_begun.wait()
    first.cancel()
    await asyncio.wait([first])
    stage.may_end.set()

    done = await jo.client.post("/testing/slow", headers=under("one"))
    assert (done.status_code, is_replay(done)) == (200, False)
    assert await names(jo.client) == ["Alex"]
