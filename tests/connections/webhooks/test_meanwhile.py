"""What is changed or asked for while a try is under way holds, whatever comes of the try."""

import pytest

from app.connections.webhooks import rules
from tests.clock import FakeClock
from tests.connections.webhooks.asking import PATH, an_endpoint, seen, tried
from tests.connections.webhooks.inbox import Inbox, Reply
from tests.signing_up import SignedIn


@pytest.mark.parametrize("status", [204, 500])
async def test_a_redelivery_that_was_asked_for_during_the_last_try_is_sent(
    someone: SignedIn, inbox: Inbox, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setattr(rules, "TRIES", rules.TRIES[:1])
    inbox.replies["/held"] = [Reply(status)]
    endpoint = await an_endpoint(someone.client, inbox.url("/held"))
    one = f"{PATH}/{endpoint['id']}"
    sent = (await someone.client.post(f"{one}/test")).json()
    await inbox.heard(1, "/held")
    clock.pass_by(seconds=1)
    again = await someone.client.post(f"{one}/deliveries/{sent['id']}/redelivery")
    inbox.door.set()
    delivery = await tried(someone.client, endpoint, 2)

    assert (again.status_code, delivery["state"]) == (202, "delivered")
    assert [each["status_code"] for each in delivery["attempts"]] == [status, 204]


@pytest.mark.parametrize("status", [204, 410, 500])
async def test_an_answer_of_the_old_address_says_nothing_of_the_new_one(
    someone: SignedIn, inbox: Inbox, clock: FakeClock, status: int
) -> None:
    inbox.replies["/held"] = [Reply(status, {"retry-after": "3600"})]
    endpoint = await an_endpoint(someone.client, inbox.url("/held"))
    one = f"{PATH}/{endpoint['id']}"
    await someone.client.post(f"{one}/test")
    await inbox.heard(1, "/held")
    clock.pass_by(seconds=1)
    changed = await someone.client.patch(one, json={"url": inbox.url("/new")})
    inbox.door.set()
    delivery = await tried(someone.client, endpoint, 2)
    found = await seen(someone.client, endpoint)

    assert changed.status_code == 200
    assert len(inbox.to("/new")) == 1
    assert [each["status_code"] for each in delivery["attempts"]] == [status, 204]
    assert (delivery["state"], found["status"]) == ("delivered", "enabled")
    assert (found["last_failure_at"], found["failing_since"]) == (None, None)


async def test_what_is_dropped_during_a_try_is_not_tried_again(
    someone: SignedIn, inbox: Inbox
) -> None:
    inbox.replies["/held"] = [Reply(500)]
    endpoint = await an_endpoint(someone.client, inbox.url("/held"))
    one = f"{PATH}/{endpoint['id']}"
    await someone.client.post(f"{one}/test")
    await inbox.heard(1, "/held")
    await someone.client.patch(one, json={"status": "disabled"})
    inbox.door.set()
    delivery = await tried(someone.client, endpoint, 1)

    assert (delivery["state"], delivery["next_attempt_at"]) == ("dropped", None)
