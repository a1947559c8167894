"""From an event to the receiver: what is sent, how often, and until when."""

from datetime import datetime

from app.connections.webhooks.rules import TRIES
from tests.clock import FakeClock
from tests.connections.webhooks.asking import (
    PATH,
    a_mood,
    an_endpoint,
    deliveries,
    made,
    seen,
    tried,
)
from tests.connections.webhooks.inbox import Inbox, Reply
from tests.connections.webhooks.verifying import is_signed
from tests.mailbox import Mailbox
from tests.signing_up import PASSWORD, SignedIn, an_address


async def test_an_event_comes_thin_and_signed(
    someone: SignedIn, inbox: Inbox, clock: FakeClock
) -> None:
    endpoint = await an_endpoint(someone.client, inbox.url("/a?token=1"))
    mood = await a_mood(someone.client)
    (message,) = await inbox.heard(1, "/a?token=1")

    assert message.json == {
        "type": "mood.created",
        "timestamp": clock.now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "data": {"id": mood["id"]},
    }
    assert message.headers["content-type"] == "application/json"
    assert message.headers["webhook-timestamp"] == str(int(clock.now.timestamp()))
    assert is_signed(message, endpoint["secret"])
    delivery = await tried(someone.client, endpoint, 1)
    assert delivery["id"] == message.id
    assert (delivery["state"], delivery["next_attempt_at"]) == ("delivered", None)
    (attempt,) = delivery["attempts"]
    assert attempt["outcome"] == "success"
    assert (attempt["status_code"], attempt["duration_ms"] >= 0) == (204, True)
    assert (await seen(someone.client, endpoint))["last_success_at"] == delivery["created_at"]


async def test_a_failure_is_tried_again_by_the_table_and_given_up_after_the_tenth_time(
    someone: SignedIn, inbox: Inbox, clock: FakeClock
) -> None:
    inbox.usual["/hook"] = Reply(500)
    endpoint = await an_endpoint(someone.client, inbox.url())
    await a_mood(someone.client)
    for number in range(1, len(TRIES)):
        delivery = await tried(someone.client, endpoint, number)
        assert delivery["state"] == "waiting"
        next_at = datetime.fromisoformat(delivery["next_attempt_at"])
        assert TRIES[number] * 0.9 <= next_at - clock.now <= TRIES[number] * 1.1
        assert (await seen(someone.client, endpoint))["status"] == "enabled"
        clock.now = next_at
    delivery = await tried(someone.client, endpoint, len(TRIES))

    assert (delivery["state"], delivery["next_attempt_at"]) == ("given_up", None)
    assert {message.id for message in inbox.to()} == {delivery["id"]}
    assert {message.body for message in inbox.to()} == {inbox.messages[0].body}
    assert len({message.headers["webhook-timestamp"] for message in inbox.to()}) == len(TRIES)
    assert all(is_signed(message, endpoint["secret"]) for message in inbox.to())


async def test_after_three_days_of_nothing_but_failures_an_endpoint_is_disabled_with_a_notice(
    someone: SignedIn, inbox: Inbox, clock: FakeClock, mailbox: Mailbox
) -> None:
    address = an_address()
    body = {"email": address, "password": PASSWORD}
    assert (await someone.client.put("/v1/me/email", json=body)).is_success
    endpoint = await an_endpoint(someone.client, inbox.url())
    inbox.replies["/hook"] = [Reply(500), Reply(204), Reply(302), Reply(404)]
    await a_mood(someone.client)
    await tried(someone.client, endpoint, 1)
    clock.pass_by(days=2)
    await tried(someone.client, endpoint, 2)
    assert (await seen(someone.client, endpoint))["failing_since"] is None
    clock.pass_by(seconds=1)
    await a_mood(someone.client)
    await tried(someone.client, endpoint, 1, of=2)
    failing = await seen(someone.client, endpoint)
    assert (failing["status"], failing["failing_since"]) == ("enabled", failing["last_failure_at"])
    clock.pass_by(days=3)
    await tried(someone.client, endpoint, 2, of=2)

    found = await seen(someone.client, endpoint)
    assert (found["status"], found["disabled_reason"]) == ("disabled", "failing")
    mail = await mailbox.newest(address, "resting")
    for word in ("mood", "127.0.0.1", endpoint["id"]):
        assert word not in mail.text + mail.subject
    states = {each["state"] for each in await deliveries(someone.client, endpoint)}
    assert states == {"delivered", "dropped"}


async def test_nothing_is_sent_while_disabled_and_whoever_enables_begins_anew(
    someone: SignedIn, inbox: Inbox, clock: FakeClock
) -> None:
    endpoint = await an_endpoint(someone.client, inbox.url())
    inbox.replies["/hook"] = [Reply(410)]
    await a_mood(someone.client)
    await tried(someone.client, endpoint, 1)
    refused = await someone.client.post(f"{PATH}/{endpoint['id']}/test")
    await a_mood(someone.client)
    clock.pass_by(seconds=1)
    changed = await someone.client.patch(f"{PATH}/{endpoint['id']}", json={"status": "enabled"})
    assert (changed.json()["status"], changed.json()["failing_since"]) == ("enabled", None)
    assert refused.status_code == 409
    assert refused.json()["type"].endswith("/problems/webhook-endpoint-disabled")
    await a_mood(someone.client)
    await inbox.heard(2)
    assert len(await deliveries(someone.client, endpoint)) == 2


async def test_who_is_gone_is_disabled_at_once(someone: SignedIn, inbox: Inbox) -> None:
    inbox.usual["/hook"] = Reply(410)
    endpoint = await an_endpoint(someone.client, inbox.url())
    await a_mood(someone.client)
    delivery = await tried(someone.client, endpoint, 1)

    found = await seen(someone.client, endpoint)
    assert (delivery["state"], found["status"], found["disabled_reason"]) == (
        "given_up",
        "disabled",
        "gone",
    )


async def test_a_redirect_is_a_failure_and_not_followed(someone: SignedIn, inbox: Inbox) -> None:
    inbox.replies["/hook"] = [Reply(307, {"location": inbox.url("/inside")})]
    endpoint = await an_endpoint(someone.client, inbox.url())
    await a_mood(someone.client)
    delivery = await tried(someone.client, endpoint, 1)

    assert delivery["attempts"][0]["outcome"] == "refused"
    assert delivery["attempts"][0]["status_code"] == 307
    assert inbox.to("/inside") == []


async def test_a_test_is_sent_on_demand_whatever_is_asked_for(
    someone: SignedIn, inbox: Inbox
) -> None:
    endpoint = await an_endpoint(someone.client, inbox.url(), "goal.created")
    answer = await someone.client.post(f"{PATH}/{endpoint['id']}/test")
    (message,) = await inbox.heard()

    assert answer.status_code == 202
    assert (message.json["type"], message.json["data"]) == ("webhook.test", {"id": endpoint["id"]})
    assert answer.json()["id"] == message.id


async def test_a_redelivery_has_the_same_id_and_all_its_tries(
    someone: SignedIn, inbox: Inbox
) -> None:
    endpoint = await an_endpoint(someone.client, inbox.url())
    await a_mood(someone.client)
    delivery = await tried(someone.client, endpoint, 1)
    inbox.replies["/hook"] = [Reply(500)]
    path = f"{PATH}/{endpoint['id']}/deliveries/{delivery['id']}/redelivery"
    again = await someone.client.post(path)
    waiting = await tried(someone.client, endpoint, 2)

    assert again.status_code == 202
    assert [message.id for message in inbox.to()] == [delivery["id"]] * 2
    assert (waiting["state"], len(waiting["attempts"])) == ("waiting", 2)


async def test_two_secrets_sign_for_a_day_and_then_the_new_one(
    someone: SignedIn, inbox: Inbox, clock: FakeClock
) -> None:
    endpoint = await an_endpoint(someone.client, inbox.url())
    answer = await someone.client.post(f"{PATH}/{endpoint['id']}/secrets")
    assert (answer.status_code, answer.headers["cache-control"]) == (201, "no-store")
    new = answer.json()["secret"]
    await a_mood(someone.client)
    (first,) = await inbox.heard(1)
    clock.now = datetime.fromisoformat(answer.json()["previous_until"])
    await a_mood(someone.client)
    _, second = await inbox.heard(2)

    assert first.headers["webhook-signature"].count("v1,") == 2
    assert is_signed(first, new)
    assert is_signed(first, endpoint["secret"])
    assert second.headers["webhook-signature"].count("v1,") == 1
    assert is_signed(second, new)
    assert not is_signed(second, endpoint["secret"])


async def test_what_is_not_asked_for_or_happens_meanwhile_is_not_told(
    someone: SignedIn, inbox: Inbox, clock: FakeClock
) -> None:
    endpoint = await an_endpoint(someone.client, inbox.url(), "mood.deleted", "activity.created")
    mood = await a_mood(someone.client)
    one = f"{PATH}/{endpoint['id']}"
    await someone.client.patch(one, json={"status": "disabled"})
    activity = {"title": "Walk", "area": "craft"}
    await made(someone.client, "/v1/activities", activity)
    await someone.client.delete(f"/v1/moods/{mood['id']}")
    clock.pass_by(seconds=1)
    other = await an_endpoint(someone.client, inbox.url("/other"), "activity.created")
    await someone.client.patch(one, json={"status": "enabled"})
    told = await made(someone.client, "/v1/activities", activity)
    await inbox.heard(1)
    (message,) = await inbox.heard(1, "/other")

    assert message.json["data"] == {"id": told["id"]}
    assert len(await deliveries(someone.client, other)) == 1
    assert [each.json["data"] for each in inbox.to("/hook")] == [{"id": told["id"]}]


async def test_what_is_deleted_with_its_endpoint_is_not_sent(
    someone: SignedIn, inbox: Inbox, clock: FakeClock
) -> None:
    inbox.usual["/hook"] = Reply(500)
    endpoint = await an_endpoint(someone.client, inbox.url())
    await a_mood(someone.client)
    await tried(someone.client, endpoint, 1)
    assert (await someone.client.delete(f"{PATH}/{endpoint['id']}")).status_code == 204
    other = await an_endpoint(someone.client, inbox.url("/other"))
    clock.pass_by(hours=1)
    await someone.client.post(f"{PATH}/{other['id']}/test")
    await inbox.heard(1, "/other")

    assert len(inbox.to("/hook")) == 1
