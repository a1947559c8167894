"""Letting go: kept or burned, by hand."""

from uuid import uuid4

import pytest
from httpx2 import AsyncClient
from sqlalchemy import make_url, text

from app.core.endpoints import Endpoints
from app.core.engines import engine_for
from tests.clock import FakeClock
from tests.companion.unsent_messages.writing import (
    ALEX,
    BURNED,
    GOOD_NIGHT,
    KEPT,
    MESSAGES,
    TOMORROW,
    Json,
    a_message,
    let_go,
    url_to,
)
from tests.conftest import url_of


async def test_what_is_kept_stays_to_be_read(me: AsyncClient, clock: FakeClock) -> None:
    message = await a_message(me)
    clock.pass_by(hours=1)

    kept = await let_go(me, message, KEPT)

    assert kept == message | KEPT | {
        "released_at": "2026-03-10T13:00:00Z",
        "updated_at": "2026-03-10T13:00:00Z",
        "revision": kept["revision"],
    }


async def test_what_is_burned_is_gone_from_the_row(me: AsyncClient, endpoints: Endpoints) -> None:
    message = await a_message(me)

    ashes = await let_go(me, message, BURNED)

    assert (ashes["body"], ashes["released_as"]) == (None, "burned")
    assert ashes["revision"] > message["revision"]
    assert (await me.get(MESSAGES)).json()["items"] == [ashes]
    engine = engine_for(url_of(make_url(endpoints.app.url).database or "", "postgres"))
    async with engine.connect() as connection:
        query = "SELECT body FROM unsent_messages WHERE id = :id"
        assert (await connection.execute(text(query), {"id": message["id"]})).scalars().all() == [
            None
        ]
    await engine.dispose()


async def test_letting_go_again_changes_nothing(me: AsyncClient, clock: FakeClock) -> None:
    for release in (KEPT, BURNED):
        message = await a_message(me)
        first = await let_go(me, message, release)
        clock.pass_by(hours=1)
        assert await let_go(me, message, release) == first


async def test_what_is_kept_can_be_burned_but_never_the_other_way(me: AsyncClient) -> None:
    message = await a_message(me)
    await let_go(me, message, KEPT)
    ashes = await let_go(me, message, BURNED)

    refused = await let_go(me, message, KEPT, 409)

    assert refused["type"] == "/problems/unsent-message-burned"
    assert ashes["body"] is None
    assert (await me.get(url_to(message))).json() == ashes


@pytest.mark.parametrize("release", [KEPT, BURNED])
@pytest.mark.parametrize("change", [{"body": "More."}, {"person_id": None}, TOMORROW, {}])
async def test_what_was_let_go_is_not_changed(me: AsyncClient, release: Json, change: Json) -> None:
    message = await a_message(me)
    released = await let_go(me, message, release)

    refused = await me.patch(url_to(message), json=change)

    assert (refused.status_code, refused.json()["type"]) == (
        409,
        "/problems/unsent-message-released",
    )
    assert (await me.get(url_to(message))).json() == released


@pytest.mark.parametrize("release", [KEPT, BURNED])
async def test_a_create_that_comes_again_finds_it_let_go(me: AsyncClient, release: Json) -> None:
    told = {"id": str(uuid4())}
    released = await let_go(me, await a_message(me, **told), release)

    again = await me.post(MESSAGES, json=GOOD_NIGHT | told)
    await me.delete(url_to(released))
    after_all = await me.post(MESSAGES, json=GOOD_NIGHT | told)

    assert (again.status_code, again.json()) == (200, released)
    assert after_all.status_code == 410


@pytest.mark.parametrize("body", [{}, {"released_as": "sent"}, {"released_as": None}, KEPT | ALEX])
async def test_there_are_two_ways_of_letting_go(me: AsyncClient, body: Json) -> None:
    await let_go(me, await a_message(me), body, 422)


async def test_letting_go_can_be_bound_to_a_version(me: AsyncClient) -> None:
    message = await a_message(me)
    url, as_first = f"{url_to(message)}/release", {"if-match": f'"r{message["revision"]}"'}

    in_time = await me.put(url, json=KEPT, headers=as_first)
    too_late = await me.put(url, json=BURNED, headers=as_first)

    assert in_time.headers["etag"] == f'"r{in_time.json()["revision"]}"'
    assert (in_time.status_code, too_late.status_code) == (200, 412)
    assert (await me.get(url_to(message))).json()["body"] == "Good night."


async def test_somebody_elses_can_not_be_let_go(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    message = await a_message(me)

    refused = await let_go(somebody_else, message, BURNED, 404)

    assert refused["type"] == "/problems/unsent-message-not-found"
    assert (await me.get(url_to(message))).json() == message
