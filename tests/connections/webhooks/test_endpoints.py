"""Endpoints over HTTP: made once, their secret shown once, and nowhere inside."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from functools import partial
from itertools import cycle
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import text

from app.accounts.auth.acting import turn_of
from app.connections.webhooks.models import WebhookEndpoint
from app.connections.webhooks.service import MOST
from app.core import outbound, public_addresses, records
from app.core.outbound import Outbound
from tests.clock import FakeClock
from tests.connections.webhooks.asking import PATH, an_endpoint, deliveries, seen, tried
from tests.connections.webhooks.inbox import Inbox
from tests.core.tricks import LEADING_INSIDE, NO_WEB_ADDRESSES
from tests.signing_up import SignedIn, a_guest
from tests.waiting import until

FINE = "https://hooks.example.com/own-orbit?key=1"
WANTED = {"url": FINE, "event_types": ["mood.created"], "description": "The lamp"}


@pytest.fixture
async def careful() -> AsyncIterator[Outbound]:
    opened = Outbound()
    yield opened
    await opened.close()


@pytest.fixture
async def me(app: FastAPI) -> AsyncIterator[AsyncClient]:
    """A guest who leaves in the end."""
    guest = await a_guest(app)
    yield guest.client
    await guest.client.delete("/v1/me")
    await guest.client.aclose()


@pytest.fixture
def strict_app(app: FastAPI, careful: Outbound) -> Iterator[FastAPI]:
    """Let the app call as it does in public."""
    usual, app.state.webhook_outbound = app.state.webhook_outbound, careful
    yield app
    app.state.webhook_outbound = usual


async def test_a_secret_is_shown_once(me: AsyncClient) -> None:
    body = WANTED | {"id": str(uuid4())}
    first, again = [await me.post(PATH, json=body) for _ in range(2)]

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.headers["cache-control"] == "no-store"
    secret = first.json()["secret"]
    assert secret.startswith("whsec_")
    assert len(secret) == 50
    assert again.json() == first.json() | {"secret": None}
    for path in (PATH, f"{PATH}/{body['id']}"):
        assert secret not in (await me.get(path)).text
    other = await me.post(PATH, json=body | {"description": "The door"})
    assert other.status_code == 409


async def test_an_endpoint_is_changed_and_deleted(me: AsyncClient) -> None:
    endpoint = await an_endpoint(me, FINE)
    one = f"{PATH}/{endpoint['id']}"
    tag = {"if-match": f'"r{endpoint["revision"]}"'}
    changes = {"event_types": ["goal.updated"], "description": "Door", "status": "disabled"}
    changed = await me.patch(one, json=changes, headers=tag)

    assert changed.status_code == 200, changed.text
    assert changed.json()["disabled_reason"] == "by_hand"
    assert await seen(me, endpoint) == changed.json()
    assert (await me.patch(one, json={"description": None}, headers=tag)).status_code == 412
    assert (await me.delete(one)).status_code == 204
    assert (await me.get(one)).status_code == 404
    assert (await me.get(f"{one}/deliveries")).status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"event_types": []},
        {"event_types": ["mood.seen"]},
        {"event_types": ["webhook.test"]},
        {"event_types": ["connected_app.withdrawn"]},
        {"url": "http://hooks.example.com/"},
        {"secret": "whsec_mine"},
    ],
)
async def test_bad_input_is_refused_whole(me: AsyncClient, changes: dict[str, object]) -> None:
    answer = await me.post(PATH, json=WANTED | changes)

    assert answer.status_code == 422, answer.text
    assert (await me.get(PATH)).json()["items"] == []


async def test_there_are_ten_at_most(me: AsyncClient) -> None:
    for number in range(MOST):
        await an_endpoint(me, f"{FINE}{number}")
    answer = await me.post(PATH, json=WANTED)

    assert answer.status_code == 409
    assert answer.json()["type"].endswith("/too-many-webhook-endpoints")


async def test_no_address_inside_can_be_registered_or_changed_to(
    strict_app: FastAPI, me: AsyncClient, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert strict_app.state.clock
    monkeypatch.setattr(public_addresses, "PORTS", frozenset({443, inbox.port}))
    endpoint = await an_endpoint(me, FINE)
    urls = [f"https://{host}:{inbox.port}/" for host in LEADING_INSIDE] + NO_WEB_ADDRESSES
    for url in urls:
        answer = await me.post(PATH, json=WANTED | {"url": url})
        assert (answer.status_code, url) == (422, url)
        assert url not in answer.text
    for url in urls[::10]:
        changed = await me.patch(f"{PATH}/{endpoint['id']}", json={"url": url})
        assert (changed.status_code, url) == (422, url)

    assert inbox.connections == 0
    assert [each["id"] for each in (await me.get(PATH)).json()["items"]] == [endpoint["id"]]


async def test_a_name_that_turns_inside_after_registration_is_not_called(
    strict_app: FastAPI,
    me: AsyncClient,
    inbox: Inbox,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert strict_app.state.clock
    monkeypatch.setattr(public_addresses, "PORTS", frozenset({443, inbox.port}))
    said = cycle([["127.0.0.1"], ["1.1.1.1", "127.0.0.1"], ["::1"]])

    async def resolve(_host: str, _port: int) -> list[str]:
        return next(said)

    monkeypatch.setattr(outbound, "resolve", resolve)
    endpoint = await an_endpoint(me, f"https://hooks.example.com:{inbox.port}/")
    await me.post(f"{PATH}/{endpoint['id']}/test")
    for number in range(1, 6):
        delivery = await tried(me, endpoint, number)
        assert delivery["attempts"][-1]["outcome"] == "address_refused"
        clock.now = datetime.fromisoformat(delivery["next_attempt_at"])

    assert inbox.connections == 0
    assert len(await deliveries(me, endpoint)) == 1


async def test_deliveries_come_in_pages_the_newest_first(
    someone: SignedIn, inbox: Inbox, clock: FakeClock
) -> None:
    endpoint = await an_endpoint(someone.client, inbox.url())
    sent = []
    for _ in range(5):
        clock.pass_by(seconds=1)
        sent.append((await someone.client.post(f"{PATH}/{endpoint['id']}/test")).json()["id"])
    path, found = f"{PATH}/{endpoint['id']}/deliveries?limit=2", []
    while path:
        answer = await someone.client.get(path)
        assert "etag" not in answer.headers
        found += [each["id"] for each in answer.json()["items"]]
        path = answer.links["next"]["url"] if "next" in answer.links else ""

    assert found == sent[::-1]


async def test_deliveries_are_seen_for_thirty_days_and_then_deleted(
    app: FastAPI, someone: SignedIn, inbox: Inbox, clock: FakeClock
) -> None:
    endpoint = await an_endpoint(someone.client, inbox.url())
    kept = text("SELECT count(*) FROM webhook_deliveries")

    async def are_kept(number: int) -> bool:
        async with app.state.database.lease() as db:
            await db.begin(someone.user_id)
            return bool(await db.scalar(kept) == number)

    first = (await someone.client.post(f"{PATH}/{endpoint['id']}/test")).json()["id"]
    await tried(someone.client, endpoint, 1)
    clock.pass_by(days=10)
    second = (await someone.client.post(f"{PATH}/{endpoint['id']}/test")).json()["id"]
    await tried(someone.client, endpoint, 1, of=2)
    clock.pass_by(days=19)
    assert [each["id"] for each in await deliveries(someone.client, endpoint)] == [second, first]
    clock.pass_by(days=1)
    assert [each["id"] for each in await deliveries(someone.client, endpoint)] == [second]
    again = await someone.client.post(f"{PATH}/{endpoint['id']}/deliveries/{first}/redelivery")
    assert again.status_code == 404
    await until(partial(are_kept, 1))
    clock.pass_by(days=10)
    await until(partial(are_kept, 0))


async def test_a_secret_whose_day_is_over_is_deleted(
    app: FastAPI, someone: SignedIn, inbox: Inbox, clock: FakeClock
) -> None:
    endpoint = await an_endpoint(someone.client, inbox.url())
    answer = await someone.client.post(f"{PATH}/{endpoint['id']}/secrets")
    old, new = endpoint["secret"], answer.json()["secret"]

    async def kept() -> list[bool]:
        async with turn_of(app.state, someone.user_id) as turn:
            assert turn is not None
            found = await records.find(turn.db, turn.owner, WebhookEndpoint, UUID(endpoint["id"]))
        assert found is not None
        return [secret in found["secrets"] for secret in (old, new)]

    async def is_gone() -> bool:
        return await kept() == [False, True]

    assert await kept() == [True, True]
    clock.now = datetime.fromisoformat(answer.json()["previous_until"])
    await until(is_gone)
