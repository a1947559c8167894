"""Who asks for rest has it, and who gave no answer: whatever else is due there meanwhile."""

from datetime import datetime, timedelta

import pytest
from fastapi import FastAPI

from app.connections.webhooks.deliveries import posting
from tests.clock import FakeClock
from tests.connections.webhooks.asking import PATH, a_mood, an_endpoint, seen, tried
from tests.connections.webhooks.inbox import Inbox, Reply
from tests.settling import settled
from tests.signing_up import SignedIn

RESTING = Reply(503, {"retry-after": "3600"})


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("3600", 3_600, 3_600),
        ("9" * 30, 86_400, 86_400),
        ("Tue, 10 Mar 2026 13:00:00 GMT", 3_600, 3_600),
        ("1", 4.5, 5.5),
        ("soon", 4.5, 5.5),
        ("Mon, 01 Jan 99999999999 00:00:00 GMT", 4.5, 5.5),
    ],
)
async def test_retry_after_puts_a_try_off_by_a_day_at_most(
    someone: SignedIn, inbox: Inbox, clock: FakeClock, said: str, least: float, most: float
) -> None:
    inbox.replies["/hook"] = [Reply(503, {"retry-after": said})]
    endpoint = await an_endpoint(someone.client, inbox.url())
    await a_mood(someone.client)
    delivery = await tried(someone.client, endpoint, 1)

    wait = datetime.fromisoformat(delivery["next_attempt_at"]) - clock.now
    assert timedelta(seconds=least) <= wait <= timedelta(seconds=most)


async def test_retry_after_quiets_the_endpoint_whatever_else_is_due_or_comes(
    someone: SignedIn, inbox: Inbox, clock: FakeClock
) -> None:
    inbox.replies["/hook"] = [RESTING]
    endpoint = await an_endpoint(someone.client, inbox.url())
    other = await an_endpoint(someone.client, inbox.url("/other"))
    test = f"{PATH}/{endpoint['id']}/test"
    for number in range(1, 4):
        await a_mood(someone.client)
        await someone.client.post(test)
        await tried(someone.client, other, 1, of=number)
    assert len(inbox.to()) == 1
    clock.pass_by(seconds=3_599)
    await someone.client.post(test)
    await a_mood(someone.client)
    await tried(someone.client, other, 1, of=4)
    assert len(inbox.to()) == 1
    clock.pass_by(seconds=1)
    await inbox.heard(9)


async def test_a_new_address_has_no_rest_of_the_old_one(someone: SignedIn, inbox: Inbox) -> None:
    inbox.replies["/hook"] = [RESTING]
    endpoint = await an_endpoint(someone.client, inbox.url())
    one = f"{PATH}/{endpoint['id']}"
    await someone.client.post(f"{one}/test")
    await tried(someone.client, endpoint, 1)
    assert (await someone.client.patch(one, json={"url": inbox.url()})).is_success
    await someone.client.post(f"{one}/test")
    assert (await seen(someone.client, endpoint))["failing_since"] is not None
    moved = await someone.client.patch(one, json={"url": inbox.url("/new")})
    assert (moved.status_code, moved.json()["failing_since"]) == (200, None)
    await inbox.heard(1, "/new")

    assert len(inbox.to()) == 1


async def test_whoever_enables_an_endpoint_anew_ends_its_rest(
    someone: SignedIn, inbox: Inbox
) -> None:
    inbox.replies["/hook"] = [RESTING]
    endpoint = await an_endpoint(someone.client, inbox.url())
    one = f"{PATH}/{endpoint['id']}"
    await someone.client.post(f"{one}/test")
    await tried(someone.client, endpoint, 1)
    for status in ("disabled", "enabled"):
        assert (await someone.client.patch(one, json={"status": status})).is_success
    await someone.client.post(f"{one}/test")

    await inbox.heard(2)


async def test_who_gave_no_answer_is_let_rest_whatever_comes(
    app: FastAPI, someone: SignedIn, inbox: Inbox, clock: FakeClock
) -> None:
    endpoint = await an_endpoint(someone.client, inbox.url("/dead"))
    other = await an_endpoint(someone.client, inbox.url())
    test = f"{PATH}/{endpoint['id']}/test"
    await someone.client.post(test)
    delivery = await tried(someone.client, endpoint, 1)
    await someone.client.post(test)
    await someone.client.post(f"{PATH}/{other['id']}/test")
    await inbox.heard(1)
    await settled(app, someone.user_id)
    assert (delivery["attempts"][0]["outcome"], len(inbox.to("/dead"))) == ("no_answer", 1)
    clock.now += posting.LET_REST

    await inbox.heard(2, "/dead")
