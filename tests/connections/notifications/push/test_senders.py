"""Each sender against a service that checks protocol and cryptography as the real one does."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.connections.notifications.push.delivery import Message
from app.connections.notifications.push.outcomes import Gone, Later, Outcome, Sent, Target
from app.connections.notifications.push.senders import Senders
from app.core import outbound
from app.security import base64url
from tests.clock import NOON, FakeClock
from tests.connections.notifications.push.services import Reply, Services
from tests.connections.notifications.push.subscriptions import Subscription

FCM = "/v1/projects/orbit/messages:send"
TOKEN = "ab" * 32
APNS = f"/3/device/{TOKEN}"
REGISTRATION = "dX:registration-token_1"
ONE = UUID("01890a5d-ac96-774b-bcce-b302099a8057")


def a_message(message_id: UUID = ONE) -> Message:
    expires_at = NOON + timedelta(hours=2)
    return Message(message_id, "Own Orbit", "Zeit für dich. \u2728", "reminder", expires_at)


@pytest.fixture
def subscription(services: Services) -> Subscription:
    return Subscription(f"{services.url}/push/1?x=y")


@pytest.fixture
def targets(subscription: Subscription) -> dict[str, Target]:
    by_url = Target(subscription.endpoint, subscription.keys)
    return {
        "webpush": by_url,
        "unifiedpush": by_url,
        "fcm": Target(REGISTRATION),
        "apns": Target(TOKEN),
    }


PATHS = {"webpush": "/push/1", "unifiedpush": "/push/1", "fcm": FCM, "apns": APNS}
each_provider = pytest.mark.parametrize("provider", PATHS)
by_url = pytest.mark.parametrize("provider", ["webpush", "unifiedpush"])


@pytest.fixture
def send(sending: Senders, targets: dict[str, Target], clock: FakeClock) -> "Send":
    return Send(sending, targets, clock)


class Send:
    """Sends by a provider to its target here."""

    def __init__(self, senders: Senders, targets: dict[str, Target], clock: FakeClock) -> None:
        self.senders, self.targets, self.clock = senders, targets, clock

    async def __call__(self, provider: str, message: Message | None = None) -> Outcome:
        sender = self.senders.by_provider[provider]
        return await sender.send(self.targets[provider], message or a_message(), now=self.clock.now)


@by_url
async def test_a_web_push_is_decrypted_by_the_device_alone(
    provider: str, send: Send, services: Services, subscription: Subscription
) -> None:
    assert await send(provider) == Sent()

    (call,) = services.calls
    assert subscription.read(call) == {
        "id": str(ONE),
        "title": "Own Orbit",
        "body": "Zeit für dich. \u2728",
        "about": "reminder",
    }
    assert b"Zeit" not in call.body
    assert call.headers["content-encoding"] == "aes128gcm"
    assert call.headers["ttl"] == "7200"
    assert call.headers["urgency"] == "high"
    assert base64url.decode(call.headers["topic"]) == ONE.bytes
    assert call.path == "/push/1"


async def test_all_web_pushes_are_of_one_length(send: Send, services: Services) -> None:
    for body in ("", "a", "Time for you. " * 20):
        await send("webpush", Message(uuid4(), "", body, "", NOON + timedelta(hours=1)))

    assert {len(call.body) for call in services.calls} == {1_024 + 86 + 17}


@by_url
async def test_a_repeat_has_the_same_topic_and_another_message_another(
    provider: str, send: Send, services: Services
) -> None:
    for message in (a_message(), a_message(), a_message(uuid4())):
        await send(provider, message)

    first, again, other = (call.headers["topic"] for call in services.calls)
    assert first == again != other
    assert len({call.body for call in services.calls}) == 3


async def test_apple_gets_what_it_wants_over_http_2(send: Send, services: Services) -> None:
    assert await send("apns") == Sent()

    (call,) = services.calls
    assert call.http_version == "2"
    assert call.json["aps"] == {"alert": {"title": "Own Orbit", "body": "Zeit für dich. \u2728"}}
    assert (call.json["id"], call.json["about"]) == (str(ONE), "reminder")
    names = [name for name in call.headers if name.startswith("apns-")]
    assert {name: call.headers[name] for name in names} == {
        "apns-id": str(ONE),
        "apns-topic": "com.example.orbit",
        "apns-push-type": "alert",
        "apns-priority": "10",
        "apns-expiration": str(int((NOON + timedelta(hours=2)).timestamp())),
        "apns-collapse-id": str(ONE),
    }


async def test_apples_token_lasts_longer_than_20_minutes_and_shorter_than_an_hour(
    send: Send, services: Services, clock: FakeClock
) -> None:
    for _ in range(13):
        assert await send("apns") == Sent()
        clock.pass_by(minutes=15)

    signed = [call.headers["authorization"] for call in services.calls]
    renewed = [after for after in range(1, 13) if signed[after] != signed[after - 1]]
    assert renewed == [3, 6, 9, 12]


async def test_apples_token_is_renewed_when_apple_says_so(send: Send, services: Services) -> None:
    await send("apns")
    services.replies[APNS] = [Reply(403, {"reason": "ExpiredProviderToken"})]
    send.clock.pass_by(seconds=1)

    assert await send("apns") == Later("status-403")
    assert await send("apns") == Sent()
    assert len({call.headers["authorization"] for call in services.calls}) == 2


async def test_google_gets_its_message_with_a_token_in_exchange(
    send: Send, services: Services
) -> None:
    assert await send("fcm") == Sent()

    token, call = services.calls
    assert (token.path, call.path) == ("/token", FCM)
    message = call.json["message"]
    assert message["token"] == REGISTRATION
    assert message["notification"] == {"title": "Own Orbit", "body": "Zeit für dich. \u2728"}
    assert message["data"] == {"id": str(ONE), "about": "reminder"}
    assert message["android"]["notification"] == {"tag": str(ONE)}
    assert message["android"]["ttl"] == "7200s"
    assert message["apns"]["headers"]["apns-collapse-id"] == str(ONE)


async def test_googles_token_is_kept_until_shortly_before_its_end(
    send: Send, services: Services, clock: FakeClock
) -> None:
    for _ in range(3):
        await send("fcm")
    clock.pass_by(minutes=54)
    await send("fcm")
    assert len(services.to("/token")) == 1

    clock.pass_by(minutes=1)
    assert await send("fcm") == Sent()
    assert len(services.to("/token")) == 2


async def test_a_token_that_google_takes_no_more_is_exchanged_anew(
    send: Send, services: Services
) -> None:
    await send("fcm")
    services.given.append("another")

    assert await send("fcm") == Later("status-401")
    assert await send("fcm") == Sent()


async def test_without_a_token_from_google_it_is_later(send: Send, services: Services) -> None:
    services.replies["/token"] = [Reply(503), Reply(200, {"access_token": 1})]

    assert await send("fcm") == Later("token-status-503", was_answered=False)
    assert await send("fcm") == Later("token-status-200", was_answered=False)
    assert await send("fcm") == Sent()


UNREGISTERED = {"error": {"status": "NOT_FOUND", "details": [{"errorCode": "UNREGISTERED"}]}}
UNREGISTERED_OLD = {"error": {"status": "X", "details": [1, {"errorCode": "UNREGISTERED"}]}}


@pytest.mark.parametrize(
    ("provider", "reply"),
    [
        ("webpush", Reply(404)),
        ("webpush", Reply(410)),
        ("unifiedpush", Reply(404)),
        ("unifiedpush", Reply(410)),
        ("fcm", Reply(404, UNREGISTERED)),
        ("fcm", Reply(400, UNREGISTERED_OLD)),
        ("apns", Reply(410, {"reason": "Unregistered"})),
        ("apns", Reply(400, {"reason": "BadDeviceToken"})),
    ],
    ids=str,
)
async def test_a_gone_address_is_told_from_other_failures(
    provider: str, reply: Reply, send: Send, services: Services
) -> None:
    services.replies[PATHS[provider]] = [reply]

    assert await send(provider) == Gone()


@pytest.mark.parametrize(
    ("provider", "reply"),
    [
        ("webpush", Reply(403)),
        ("webpush", Reply(413)),
        ("webpush", Reply(302, headers={"location": "https://127.0.0.1/"})),
        ("fcm", Reply(404)),
        ("fcm", Reply(404, {"error": "no"})),
        ("fcm", Reply(403, {"error": {"details": "no"}})),
        ("fcm", Reply(500)),
        ("apns", Reply(400, {"reason": "BadTopic"})),
        ("apns", Reply(400, {"reason": ["BadDeviceToken"]})),
        ("apns", Reply(404, {"reason": "BadPath"})),
        ("apns", Reply(500)),
    ],
    ids=str,
)
async def test_what_is_no_fault_of_the_address_keeps_it(
    provider: str, reply: Reply, send: Send, services: Services
) -> None:
    services.replies[PATHS[provider]] = [reply]

    assert await send(provider) == Later(f"status-{reply.status}")


@each_provider
@pytest.mark.parametrize(
    ("told", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("Tue, 10 Mar 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("Tue, 10 Mar 2026 11:05:00 GMT", timedelta(0)),
        ("9999999999", timedelta(hours=12)),
        ("soon", None),
        ("-5", None),
        ("Tue, 99 Mar 2026 12:05:00 GMT", None),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
async def test_throttling_is_honoured(
    provider: str, status: int, told: str, wait: timedelta | None, send: Send, services: Services
) -> None:
    services.replies[PATHS[provider]] = [Reply(status, headers={"retry-after": told})]

    assert await send(provider) == Later(f"status-{status}", wait)


@by_url
async def test_who_does_not_answer_is_tried_later(
    provider: str, send: Send, services: Services
) -> None:
    keys = send.targets[provider].keys
    send.targets[provider] = Target("https://127.0.0.1:1/push/1", keys)

    assert await send(provider) == Later("ConnectError", was_answered=False)
    assert services.calls == []


async def test_the_certificate_has_to_be_that_of_the_name(
    send: Send, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def resolve(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    monkeypatch.setattr(outbound, "resolve", resolve)
    keys = send.targets["webpush"].keys
    for host, calls in (("127.0.0.2", 0), ("localhost", 1)):
        send.targets["webpush"] = Target(f"https://{host}:{services.port}/push/1", keys)
        await send("webpush")
        assert len(services.calls) == calls


@by_url
async def test_an_address_that_leads_inside_is_gone(provider: str, send: Send) -> None:
    keys = send.targets[provider].keys
    send.targets[provider] = Target("https://169.254.169.254/latest", keys)

    assert await send(provider) == Gone()
