"""Letting go: kept or burned, by hand or when its time has come."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import make_url, select, text

from app.companion.unsent_messages.service import BURN_DUE
from app.core import outbox
from app.core.database import engine_for
from app.core.due_work import DueWork
from app.core.endpoints import Endpoints
from app.core.outbox import Event
from tests.clock import FakeClock
from tests.companion.unsent_messages.writing import (
    ALEX,
    GOOD_NIGHT,
    MESSAGES,
    a_message,
)
from tests.conftest import url_of
from tests.waiting import until

KEPT, BURNED = {"released_as": "kept"}, {"released_as": "burned"}
TOMORROW = {"burn_at": "2026-03-11T12:00:00Z"}

Json = dict[str, Any]


def url_to(message: Json) -> str:
    return f"{MESSAGES}/{message['id']}"


async def let_go(me: AsyncClient, message: Json, release: Json, status: int = 200) -> Json:
    answer = await me.put(f"{url_to(message)}/release", json=release)
    assert answer.status_code == status, answer.text
    return dict(answer.json())


async def burned(me: AsyncClient, message: Json) -> Json:
    """Wait until the worker has burned it."""

    async def is_burned() -> bool:
        return (await me.get(url_to(message))).json()["released_as"] == "burned"

    await until(is_burned)
    return dict((await me.get(url_to(message))).json())


async def planned_for(app: FastAPI, message: Json) -> list[str]:
    async with app.state.database.lease() as db:
        plans = select(DueWork.due_at).where(DueWork.subject_id == UUID(message["id"]))
        return [str(row.due_at) for row in await db.all(plans)]


async def come_due(app: FastAPI, me: AsyncClient, message: Json) -> None:
    """Let the event of its burning come here and now."""
    user_id = UUID((await me.get("/v1/me")).json()["id"])
    now = app.state.clock()
    await outbox.run(app.state, Event(uuid4(), user_id, BURN_DUE, UUID(message["id"]), now, 1))


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


async def test_it_burns_when_its_time_has_come(
    app: FastAPI, me: AsyncClient, clock: FakeClock
) -> None:
    message = await a_message(me, **TOMORROW)
    tag = (await me.get(url_to(message))).headers["etag"]
    clock.pass_by(hours=23, minutes=59)
    assert await planned_for(app, message) == ["2026-03-11 12:00:00+00:00"]
    clock.pass_by(minutes=1)

    ashes = await burned(me, message)

    assert ashes == message | BURNED | {
        "body": None,
        "burn_at": None,
        "released_at": "2026-03-11T12:00:00Z",
        "updated_at": "2026-03-11T12:00:00Z",
        "revision": ashes["revision"],
    }
    assert ashes["revision"] > message["revision"]
    assert (await me.get(url_to(message), headers={"if-none-match": tag})).status_code == 200


async def test_burning_a_second_time_changes_nothing(
    app: FastAPI, me: AsyncClient, clock: FakeClock
) -> None:
    told = TOMORROW | {"id": str(uuid4())}
    message = await a_message(me, **told)
    clock.pass_by(days=1)
    ashes = await burned(me, message)

    clock.pass_by(hours=1)
    await come_due(app, me, message)
    again = await me.post(MESSAGES, json=GOOD_NIGHT | told)

    assert (again.status_code, again.json()) == (200, ashes)


@pytest.mark.parametrize(
    ("change", "plan"),
    [
        ({"burn_at": None}, []),
        ({"burn_at": "2026-03-13T12:00:00Z"}, ["2026-03-13 12:00:00+00:00"]),
        ({"body": "Later."}, ["2026-03-11 12:00:00+00:00"]),
    ],
)
async def test_its_time_can_be_changed_while_it_is_held(
    app: FastAPI, me: AsyncClient, change: Json, plan: list[str]
) -> None:
    message = await a_message(me, **TOMORROW)

    await me.patch(url_to(message), json=change)

    assert await planned_for(app, message) == plan


async def test_an_event_that_was_overtaken_burns_nothing(
    app: FastAPI, me: AsyncClient, clock: FakeClock
) -> None:
    put_off, taken_back, kept = [await a_message(me, **TOMORROW) for _ in range(3)]
    await me.patch(url_to(put_off), json={"burn_at": "2026-03-13T12:00:00Z"})
    await me.patch(url_to(taken_back), json={"burn_at": None})
    await let_go(me, kept, KEPT)
    clock.pass_by(days=1)

    for message in (put_off, taken_back, kept):
        await come_due(app, me, message)

    found = (await me.get(MESSAGES)).json()["items"]
    assert {message["body"] for message in found} == {"Good night."}


@pytest.mark.parametrize("release", [KEPT, BURNED, None])
async def test_what_is_let_go_or_deleted_burns_no_more(
    app: FastAPI, me: AsyncClient, release: Json | None
) -> None:
    message = await a_message(me, **TOMORROW)

    if release is None:
        await me.delete(url_to(message))
    else:
        assert (await let_go(me, message, release))["burn_at"] is None

    assert await planned_for(app, message) == []


async def test_a_message_or_an_account_that_is_gone_is_no_trouble(
    app: FastAPI, me: AsyncClient, clock: FakeClock
) -> None:
    message = await a_message(me, **TOMORROW)
    user_id = UUID((await me.get("/v1/me")).json()["id"])
    await me.delete(url_to(message))
    clock.pass_by(days=1)
    await come_due(app, me, message)
    await me.delete("/v1/me")

    event = Event(uuid4(), user_id, BURN_DUE, UUID(message["id"]), clock.now, 1)
    await outbox.run(app.state, event)
