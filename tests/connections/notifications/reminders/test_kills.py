"""A worker that dies at any question: each occurrence is told once, and the next one is planned."""

from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import count
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import text
from starlette.datastructures import State

from app.connections.notifications.devices.schemas import EXAMPLE_PUSH
from app.connections.notifications.reminders.planning import DUE, SNOOZE_DUE
from app.core import outbox
from app.core.database import Database
from app.core.endpoints import Endpoints
from app.core.engines import engine_for
from app.core.outbox import Event
from app.core.rhythm import OUT_OF_REACH
from tests.clock import FakeClock
from tests.companion.streaks.lives import at, created, read, standing_at
from tests.connections.notifications.reminders.reminding import (
    a_reminder,
    id_of,
    shown,
    url_of,
)
from tests.mailbox import Mailbox
from tests.signing_up import SignedIn, an_account, an_address
from tests.waiting import until
from tests.wire import Wire, counting_proxy

DUE_AT = at("2026-03-11T08:00")
every_way_to_break = pytest.mark.parametrize("delivers_last", [False, True])
TOLD = text("SELECT count(*) FROM notifications WHERE user_id = :id")
PUSHED = text("SELECT count(*) FROM push_deliveries WHERE user_id = :id")
PLANNED = text("SELECT due_at FROM due_work WHERE user_id = :id AND kind = 'reminders.due'")


@pytest.fixture
async def wire(endpoints: Endpoints) -> AsyncIterator[Wire]:
    async with counting_proxy(endpoints.worker) as wire:
        yield wire


@pytest.fixture
async def later(app: FastAPI, endpoints: Endpoints, wire: Wire) -> AsyncIterator[State]:
    """A worker of its own behind the wire, for whom it is the moment already."""
    endpoint = wire.endpoint(endpoints.worker)
    database = Database(engine_for(endpoint.url, role=endpoint.role))
    state = {"worker_database": database, "vault": app.state.vault, "clock": FakeClock(DUE_AT)}
    yield State(state)
    await database.close()


async def number(app: FastAPI, statement: object, user_id: UUID) -> int:
    async with app.state.database.lease() as db:
        await db.begin(user_id)
        return int(await db.scalar(statement, {"id": user_id}))


async def broken_everywhere(
    app: FastAPI, later: State, wire: Wire, event: Event, *, delivers_last: bool
) -> int:
    """Break a task at each of its words, until it has none left; say how often it broke."""
    for trip in count(1):
        wire.break_at(trip, delivers_last=delivers_last)
        try:
            await outbox.run(later, event)
        except OUT_OF_REACH:
            assert await number(app, TOLD, event.user_id) in (0, 1)
        if not wire.is_broken:
            wire.break_at(None)
            await outbox.run(later, event)
            return trip - 1
    raise AssertionError


@pytest.mark.usefixtures("pushes")
@standing_at("2026-03-10T12:00")
@every_way_to_break
async def test_a_task_that_breaks_anywhere_tells_once_and_plans_the_next(
    app: FastAPI, me: AsyncClient, later: State, wire: Wire, *, delivers_last: bool
) -> None:
    await created(me, "/v1/devices", {"platform": "web", "push": EXAMPLE_PUSH})
    reminder = await a_reminder(me)
    before = (await read(me, "/v1/me"))["revision"]
    event = Event(uuid4(), id_of(me), DUE, UUID(reminder["id"]), DUE_AT, attempts=1)

    breaks = await broken_everywhere(app, later, wire, event, delivers_last=delivers_last)

    assert breaks > 10
    assert await number(app, TOLD, id_of(me)) == 1
    assert await number(app, PUSHED, id_of(me)) == 1
    assert (await read(me, "/v1/me"))["revision"] == before + 1
    async with app.state.database.lease() as db:
        (plan,) = await db.all(PLANNED, {"id": id_of(me)})
    assert plan.due_at == DUE_AT + timedelta(days=1)


@standing_at("2026-03-10T12:00")
@every_way_to_break
async def test_so_does_one_of_a_snooze(
    app: FastAPI, me: AsyncClient, later: State, wire: Wire, *, delivers_last: bool
) -> None:
    reminder = await a_reminder(me)
    await created(me, f"{url_of(reminder)}/snoozes", {"until": DUE_AT.isoformat()})
    event = Event(uuid4(), id_of(me), SNOOZE_DUE, UUID(reminder["id"]), DUE_AT, attempts=1)

    breaks = await broken_everywhere(app, later, wire, event, delivers_last=delivers_last)

    assert breaks > 5
    assert await number(app, TOLD, id_of(me)) == 1
    found = await read(me, url_of(reminder))
    assert (found["snoozed_until"], shown(found["next_at"])) == (None, "2026-03-11T08:00")


@pytest.fixture
async def jo(app: FastAPI, mailbox: Mailbox) -> SignedIn:
    assert not mailbox.mails
    return await an_account(app, an_address(), locale="de-DE")


@standing_at("2026-03-10T12:00")
async def test_mails_come_once_each_neutral_and_only_within_the_hour(
    app: FastAPI, jo: SignedIn, mailbox: Mailbox, clock: FakeClock
) -> None:
    reminder = await a_reminder(jo.client, channel="email", title="Nicht an Alex denken")
    clock.now = DUE_AT

    async def is_told() -> bool:
        return await number(app, TOLD, jo.user_id) == 1

    await until(is_told)
    address = jo.user["email"]
    mail = await mailbox.newest(address, "ein Moment für dich")
    for word in ("Alex", "denken", "Kontakt", "Liebe"):
        assert word not in mail.text + mail.subject
    assert mail.language == "de"
    ((message_id, _),) = [
        (key, each) for key, each in mailbox.mails.items() if "Moment" in each.subject
    ]
    listed = await read(jo.client, "/v1/notifications")
    event_again = Event(
        UUID(message_id),
        jo.user_id,
        "notifications.created",
        UUID(listed["items"][0]["id"]),
        DUE_AT,
        attempts=2,
    )
    await outbox.run(app.state, event_again)
    clock.pass_by(hours=1, seconds=1)
    late = Event(uuid4(), jo.user_id, "notifications.created", event_again.subject_id, DUE_AT, 3)
    await outbox.run(app.state, late)

    assert len(mailbox.to(address, "Moment")) == 1
    assert shown((await read(jo.client, url_of(reminder)))["next_at"]) == "2026-03-12T08:00"
