"""Burning at a time that was set before: planned, put off, taken back, done by the worker."""

from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import select

from app.companion.unsent_messages.service import BURN_DUE
from app.core import due_work, outbox
from app.core.due_work import DueWork
from app.core.outbox import Event
from tests.clock import FakeClock
from tests.companion.unsent_messages.writing import (
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
from tests.waiting import until


async def burned(me: AsyncClient, message: Json) -> Json:
    """Wait until the worker has burned it."""

    async def is_burned() -> bool:
        found: Json = (await me.get(url_to(message))).json()
        return bool(found["revision"] > message["revision"])

    await until(is_burned)
    return dict((await me.get(url_to(message))).json())


async def planned_for(app: FastAPI, message: Json) -> list[str]:
    async with app.state.database.lease() as db:
        plans = select(DueWork.due_at).where(DueWork.subject_id == UUID(message["id"]))
        return [str(row.due_at) for row in await db.all(plans)]


async def come_due(app: FastAPI, me: AsyncClient, *messages: Json) -> None:
    """Let the events of their burning come here and now."""
    user_id = UUID((await me.get("/v1/me")).json()["id"])
    for message in messages:
        subject_id, now = UUID(message["id"]), app.state.clock()
        await outbox.run(app.state, Event(uuid4(), user_id, BURN_DUE, subject_id, now, 1))


async def test_it_burns_when_its_time_has_come(
    app: FastAPI, me: AsyncClient, clock: FakeClock
) -> None:
    message = await a_message(me, **TOMORROW)
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


async def let_no_worker_come(app: FastAPI, me: AsyncClient, message: Json) -> None:
    async with app.state.database.lease() as db:
        user_id = UUID((await me.get("/v1/me")).json()["id"])
        await due_work.drop(db, user_id, BURN_DUE, UUID(message["id"]))


async def test_its_words_are_hidden_from_that_moment_on_whenever_the_worker_comes(
    app: FastAPI, me: AsyncClient, clock: FakeClock
) -> None:
    told = TOMORROW | {"id": str(uuid4())}
    message = await a_message(me, **told)
    await let_no_worker_come(app, me, message)
    burned_on_time = BURNED | {"body": None, "burn_at": None, "released_at": TOMORROW["burn_at"]}
    clock.pass_by(hours=23, minutes=59)
    assert (await me.get(url_to(message))).json() == message
    clock.pass_by(minutes=1)

    found = (await me.get(url_to(message))).json()
    (listed,) = (await me.get(MESSAGES)).json()["items"]
    repeated = await me.post(MESSAGES, json=GOOD_NIGHT | told)
    changed = await me.patch(url_to(message), json={"burn_at": None})
    await let_go(me, message, KEPT, status=409)

    assert found == listed == repeated.json() == message | burned_on_time
    assert (changed.status_code, changed.json()["type"]) == (
        409,
        "/problems/unsent-message-released",
    )
    assert (await let_go(me, message, BURNED))["body"] is None


async def test_an_answer_that_the_clock_will_change_has_no_tag(me: AsyncClient) -> None:
    message = await a_message(me, **TOMORROW)
    for url in (url_to(message), MESSAGES):
        assert "etag" not in (await me.get(url)).headers
    await let_go(me, message, KEPT)
    for url in (url_to(message), MESSAGES):
        assert "etag" in (await me.get(url)).headers


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


async def test_burning_by_hand_what_has_burned_already_leaves_its_moment(
    me: AsyncClient, clock: FakeClock
) -> None:
    message = await a_message(me, **TOMORROW)
    clock.pass_by(days=1, hours=1)

    assert (await let_go(me, message, BURNED))["released_at"] == TOMORROW["burn_at"]


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

    await come_due(app, me, put_off, taken_back, kept)

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


async def test_an_event_of_one_user_burns_nothing_of_anothers(
    app: FastAPI, me: AsyncClient, somebody_else: AsyncClient, clock: FakeClock
) -> None:
    message = await a_message(me, **TOMORROW)
    await let_no_worker_come(app, me, message)
    clock.pass_by(days=1)

    await come_due(app, somebody_else, message)
    assert (await me.get(url_to(message))).json()["revision"] == message["revision"]
    await come_due(app, me, message)
    assert (await me.get(url_to(message))).json()["revision"] > message["revision"]
