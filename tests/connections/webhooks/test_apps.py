"""Endpoints that apps made: what each may hear of and see, and the last that it hears."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI, Request, Response

from app.accounts.auth.acting import Turn, turn_of, writing
from app.connections.webhooks import service
from app.connections.webhooks.errors import EventTypesOutOfScope, WebhookEndpointNotFound
from app.connections.webhooks.schemas import WebhookEndpointCreate, WebhookEndpointUpdate
from app.connections.webhooks.service import MOST, MOST_IN_ALL
from app.connections.webhooks.withdrawal import tell_withdrawal
from app.core.conditional import Versions
from app.core.errors import IdTaken
from app.core.pagination import Paging
from tests.accounts.grants.allowing import allow
from tests.clock import NOON, FakeClock
from tests.connections.webhooks.asking import (
    PATH,
    Answer,
    a_mood,
    an_endpoint,
    deliveries,
    seen,
    tried,
)
from tests.connections.webhooks.inbox import Inbox, Reply
from tests.connections.webhooks.verifying import is_signed
from tests.isolation.delegates import Delegate, an_app
from tests.isolation.inhabitants import Inhabitant
from tests.signing_up import SignedIn
from tests.waiting import until

LAMP, OTHER = str(uuid4()), str(uuid4())
MAY_READ_MOODS = frozenset({"moods:read", "webhooks:manage"})
FIRST_PAGE = Paging(50, None, Request({"type": "http"}), Response())


@asynccontextmanager
async def acting_as(app: FastAPI, someone: SignedIn, source: str) -> AsyncGenerator[Turn]:
    """Write for somebody as an app that may read moods."""
    async with turn_of(app.state, someone.user_id) as turn:
        assert turn is not None
        owner = await writing(turn.db, turn.owner)
        yield replace(turn, owner=replace(owner, source=source, scopes=MAY_READ_MOODS))


@pytest.fixture
async def by_lamp(
    hooking_app: FastAPI, someone: SignedIn, inbox: Inbox, clock: FakeClock
) -> Answer:
    """An endpoint that an app made."""
    body = WebhookEndpointCreate(url=inbox.url("/lamp"), event_types=["mood.created"])
    async with acting_as(hooking_app, someone, LAMP) as app:
        stored = await service.create(app.db, app.owner, body, now=clock.now)
    return {
        "id": str(stored.record["id"]),
        "secret": stored.record["secret"],
        "made": stored.record,
    }


async def a_lamp(app: FastAPI, someone: SignedIn, inbox: Inbox) -> tuple[Delegate, Answer]:
    """Let an app that may read moods make an endpoint."""
    lamp = await an_app(app, Inhabitant(someone, "", {}), MAY_READ_MOODS)
    types = ("mood.created", "mood.deleted")
    return lamp, await an_endpoint(lamp.client, inbox.url("/lamp"), *types)


async def test_an_app_sees_and_changes_only_what_it_made_and_the_user_sees_all(
    hooking_app: FastAPI, someone: SignedIn, by_lamp: Answer, inbox: Inbox, clock: FakeClock
) -> None:
    mine = await an_endpoint(someone.client, inbox.url())
    lamps = by_lamp["made"]["id"]
    for source, expected in ((LAMP, [by_lamp["id"]]), (OTHER, [])):
        async with acting_as(hooking_app, someone, source) as app:
            page = await service.list_page(app.db, app.owner, FIRST_PAGE)
            assert [str(each["id"]) for each in page["items"]] == expected
    async with acting_as(hooking_app, someone, OTHER) as app:
        with pytest.raises(WebhookEndpointNotFound):
            await service.find(app.db, app.owner, lamps)
        any_version = Versions(None)
        await service.delete(app.db, app.owner, lamps, if_match=any_version, now=clock.now)
    found = await someone.client.get("/v1/webhook-endpoints")

    assert {each["id"] for each in found.json()["items"]} == {by_lamp["id"], mine["id"]}
    assert (await seen(someone.client, by_lamp))["source"] == LAMP


async def test_an_app_that_guesses_anothers_id_and_body_learns_nothing(
    hooking_app: FastAPI, someone: SignedIn, inbox: Inbox, clock: FakeClock
) -> None:
    body: dict[str, Any] = {"id": uuid4(), "url": inbox.url(), "event_types": ["mood.created"]}
    made = WebhookEndpointCreate(**body)
    async with acting_as(hooking_app, someone, LAMP) as app:
        await service.create(app.db, app.owner, made, now=clock.now)
    async with acting_as(hooking_app, someone, OTHER) as app:
        with pytest.raises(IdTaken):
            await service.create(app.db, app.owner, made, now=clock.now)


async def test_an_app_asks_only_for_events_of_what_it_may_read(
    hooking_app: FastAPI, someone: SignedIn, by_lamp: Answer, clock: FakeClock
) -> None:
    url = "https://hooks.example.com/"
    wanted = WebhookEndpointCreate(url=url, event_types=["mood.created", "goal.created"])
    more = WebhookEndpointUpdate(event_types=["mood.created", "milestone.awarded"])
    async with acting_as(hooking_app, someone, LAMP) as app:
        with pytest.raises(EventTypesOutOfScope, match=r"goal\.created"):
            await service.create(app.db, app.owner, wanted, now=clock.now)
        with pytest.raises(EventTypesOutOfScope, match=r"milestone\.awarded"):
            await service.update(app.db, app.owner, by_lamp["made"], more, now=clock.now)


@pytest.mark.parametrize(
    "loss",
    [
        {"scopes": ["goals:read", "webhooks:manage"]},
        {"scopes": ["moods:read"]},
        {"scopes": []},
        {"expires_at": NOON},
        {"revoked_at": NOON},
    ],
    ids=str,
)
async def test_what_an_app_may_not_be_told_any_more_is_dropped_or_not_even_left(
    hooking_app: FastAPI, someone: SignedIn, inbox: Inbox, clock: FakeClock, loss: dict[str, Any]
) -> None:
    lamp, endpoint = await a_lamp(hooking_app, someone, inbox)
    inbox.replies["/lamp"] = [Reply(500)]
    mood = await a_mood(someone.client)
    await tried(someone.client, endpoint, 1)
    await lamp.change(**loss)
    await someone.client.delete(f"/v1/moods/{mood['id']}")
    mine = await an_endpoint(someone.client, inbox.url(), "mood.created")
    clock.pass_by(seconds=6)
    await a_mood(someone.client)
    await inbox.heard(1)

    async def is_dropped() -> bool:
        return [each["state"] for each in await deliveries(someone.client, endpoint)] == ["dropped"]

    await until(is_dropped)
    assert len(inbox.to("/lamp")) == 1
    assert len(await deliveries(someone.client, mine)) == 1
    found = await seen(someone.client, endpoint)
    assert (found["status"], found["failing_since"]) == ("enabled", None)


async def test_a_test_that_an_app_asked_for_comes_only_while_it_may_have_endpoints(
    hooking_app: FastAPI, someone: SignedIn, inbox: Inbox, clock: FakeClock
) -> None:
    lamp, endpoint = await a_lamp(hooking_app, someone, inbox)
    inbox.replies["/lamp"] = [Reply(500)]
    await lamp.client.post(f"{PATH}/{endpoint['id']}/test")
    await tried(someone.client, endpoint, 1)
    await lamp.change(scopes=["moods:read"])
    clock.pass_by(seconds=6)

    async def is_dropped() -> bool:
        return [each["state"] for each in await deliveries(someone.client, endpoint)] == ["dropped"]

    await until(is_dropped)
    assert len(inbox.to("/lamp")) == 1


async def test_there_are_fifty_in_all_however_many_make_them(
    hooking_app: FastAPI, someone: SignedIn, inbox: Inbox, clock: FakeClock
) -> None:
    body = WebhookEndpointCreate(url=inbox.url(), event_types=["mood.created"])
    for _ in range(MOST_IN_ALL // MOST):
        async with acting_as(hooking_app, someone, str(uuid4())) as app:
            for _ in range(MOST):
                await service.create(app.db, app.owner, body, now=clock.now)
    wanted = {"url": inbox.url(), "event_types": ["mood.created"]}
    answer = await someone.client.post(PATH, json=wanted)
    found = (await someone.client.get(PATH, params={"limit": 1})).json()["items"]
    await someone.client.delete(f"{PATH}/{found[0]['id']}")

    assert answer.status_code == 409
    assert answer.json()["type"].endswith("/too-many-webhook-endpoints")
    assert (await someone.client.post(PATH, json=wanted)).status_code == 201


async def test_what_two_grants_open_together_is_told(
    hooking_app: FastAPI, someone: SignedIn, inbox: Inbox
) -> None:
    lamp, endpoint = await a_lamp(hooking_app, someone, inbox)
    await lamp.change(scopes=["webhooks:manage"])
    await allow(hooking_app, someone.user_id, UUID(lamp.source), "moods:read")
    await a_mood(someone.client)
    await inbox.heard(1, "/lamp")

    assert len(await deliveries(someone.client, endpoint)) == 1


async def test_a_withdrawn_app_hears_so_and_then_nothing(
    hooking_app: FastAPI, someone: SignedIn, by_lamp: Answer, inbox: Inbox, clock: FakeClock
) -> None:
    mine = await an_endpoint(someone.client, inbox.url())
    async with turn_of(hooking_app.state, someone.user_id) as turn:
        assert turn is not None
        owner = await writing(turn.db, turn.owner)
        await tell_withdrawal(turn.db, owner, LAMP, uuid4(), now=clock.now)
    (message,) = await inbox.heard(1, "/lamp")
    delivery = await tried(someone.client, by_lamp, 1)

    assert message.json["type"] == "connected_app.withdrawn"
    assert message.json["data"] == {"id": LAMP}
    assert is_signed(message, by_lamp["secret"])
    assert delivery["state"] == "delivered"
    found = await seen(someone.client, by_lamp)
    assert (found["status"], found["disabled_reason"]) == ("disabled", "withdrawn")
    clock.pass_by(seconds=1)
    await a_mood(someone.client)
    await inbox.heard(1)
    assert len(inbox.to("/lamp")) == 1
    assert (await seen(someone.client, mine))["status"] == "enabled"


async def test_an_app_hears_of_what_its_grant_opens_until_the_user_withdraws_it(
    hooking_app: FastAPI, someone: SignedIn, inbox: Inbox, clock: FakeClock
) -> None:
    lamp, made = await a_lamp(hooking_app, someone, inbox)
    await a_mood(someone.client)
    (heard,) = await inbox.heard(1, "/lamp")
    clock.pass_by(seconds=1)

    gone = await someone.client.delete(f"/v1/connected-apps/{lamp.source}")
    *_, last = await inbox.heard(2, "/lamp")

    assert gone.status_code == 204
    assert (heard.json["type"], last.json["type"]) == ("mood.created", "connected_app.withdrawn")
    assert last.json["data"] == {"id": lamp.source}
    assert is_signed(last, made["secret"])
    assert (await lamp.client.get("/v1/webhook-endpoints")).status_code == 401
    assert (await seen(someone.client, made))["disabled_reason"] == "withdrawn"
