"""From an event to the receiver: what is sent, how often, and until when."""

from datetime import datetime, timedelta

import pytest

from app.connections.webhooks.rules import TRIES
from tests.clock import FakeClock
from tests.connections.webhooks.asking import (
    PATH,
    a_mood,
    an_endpoint,
    deliveries,
    seen,
    tried,
)
from tests.connections.webhooks.inbox import Inbox, Reply
from tests.connections.webhooks.verifying import is_signed
from tests.signing_up import SignedIn


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
