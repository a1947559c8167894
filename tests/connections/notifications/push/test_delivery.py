"""Messages on their way: to every device, at least once, once as the user sees it."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from app.accounts.auth.acting import turn_of
from app.connections.notifications.push.delivery import left_for
from app.connections.notifications.push.queries import CREATED
from app.core import outbox
from app.core.outbox import Event
from tests.clock import NOON, FakeClock
from tests.connections.notifications.push.parcels import (
    WORDS,
    a_message,
    add,
    add_browser,
    all_sent,
    called,
    deliver,
    device_of,
    ids_of,
    quiet,
    rows,
)
from tests.connections.notifications.push.services import Reply, Services
from tests.connections.notifications.push.subscriptions import Subscription
from tests.connections.notifications.push.test_senders import APNS, FCM, REGISTRATION, TOKEN
from tests.signing_up import SignedIn
from tests.waiting import until


async def test_a_message_reaches_every_device_of_the_user(
    someone: SignedIn, services: Services, clock: FakeClock
) -> None:
    _, browser = await add_browser(someone, services, "a")
    phone = Subscription(f"{services.url}/push/b")
    await add(someone, phone.told_as("unifiedpush"))
    await add(someone, {"provider": "fcm", "address": REGISTRATION})
    await add(someone, {"provider": "apns", "address": TOKEN})
    await add(someone, None)
    message = a_message()

    assert await deliver(someone, message) == 4
    await all_sent(someone, clock)

    assert browser.read(services.to("/push/a")[0])["id"] == str(message.id)
    assert phone.read(services.to("/push/b")[0])["body"] == WORDS
    assert [len(services.to(path)) for path in (FCM, APNS)] == [1, 1]
    assert {row.payload for row in await rows(someone)} == {None}


async def test_leaving_a_message_again_leaves_nothing_twice(
    someone: SignedIn, services: Services
) -> None:
    await add_browser(someone, services, "a")
    message = a_message()

    counts = [await deliver(someone, message) for _ in range(2)]
    await quiet(someone)
    counts.append(await deliver(someone, message))
    await quiet(someone)

    assert counts == [1, 1, 1]
    assert len(services.calls) == len(await rows(someone)) == 1


async def test_a_device_added_later_gets_what_is_left_again(
    someone: SignedIn, services: Services
) -> None:
    await add_browser(someone, services, "a")
    message = a_message()
    await deliver(someone, message)
    await add_browser(someone, services, "b")

    assert await deliver(someone, message) == 2
    await quiet(someone)

    assert [len(services.to(f"/push/{name}")) for name in "ab"] == [1, 1]


async def test_two_devices_with_one_address_are_told_once(
    someone: SignedIn, services: Services
) -> None:
    subscription = Subscription(f"{services.url}/push/a")
    await add(someone, subscription.told_as())
    newest = await add(someone, subscription.told_as())

    assert await deliver(someone, a_message()) == 1
    await quiet(someone)

    assert [str(id_) for id_ in ids_of(await rows(someone))] == [newest["id"]]


async def test_a_dead_device_delays_no_other(someone: SignedIn, services: Services) -> None:
    await add_browser(someone, services, "dead")
    await add_browser(someone, services, "alive")
    services.held["/push/dead"].clear()

    await deliver(someone, a_message())
    await called(services, "/push/dead")
    await called(services, "/push/alive")

    services.held["/push/dead"].set()
    await quiet(someone)


async def test_throttling_is_honoured_to_the_second(
    someone: SignedIn, services: Services, clock: FakeClock
) -> None:
    await add_browser(someone, services, "a")
    services.replies["/push/a"] = [Reply(429, headers={"retry-after": "120"})]
    await deliver(someone, a_message())
    await quiet(someone)

    clock.pass_by(seconds=119)
    await asyncio.sleep(1.5)
    assert len(services.calls) == 1

    clock.pass_by(seconds=1)
    await called(services, "/push/a", 2)
    await quiet(someone)
    assert [row.result for row in await rows(someone)] == ["sent"]


async def test_without_a_word_of_the_provider_the_pauses_grow(
    someone: SignedIn, services: Services, clock: FakeClock
) -> None:
    await add_browser(someone, services, "a")
    services.replies["/push/a"] = [Reply(500)] * 3
    await deliver(someone, a_message())
    await quiet(someone)

    for times, pause_s in ((2, 15), (3, 30), (4, 60)):
        clock.pass_by(seconds=pause_s)
        await called(services, "/push/a", times)
        await quiet(someone)

    topics = {call.headers["topic"] for call in services.calls}
    assert len(topics) == 1
    assert [(row.result, row.attempts) for row in await rows(someone)] == [("sent", 3)]


async def test_a_gone_address_is_dropped_and_the_device_stays(
    someone: SignedIn, services: Services
) -> None:
    device, _ = await add_browser(someone, services, "a")
    services.replies["/push/a"] = [Reply(410)]
    await deliver(someone, a_message())
    await quiet(someone)

    left = await device_of(someone, device)
    assert left["push"] is None
    assert left["revision"] > device["revision"]
    assert (await someone.client.get("/v1/me")).json()["revision"] == left["revision"]
    assert [row.result for row in await rows(someone)] == ["gone"]
    assert await deliver(someone, a_message()) == 0


async def test_an_address_given_meanwhile_is_not_dropped_for_the_old_one(
    someone: SignedIn, services: Services
) -> None:
    device, _ = await add_browser(someone, services, "old")
    services.held["/push/old"].clear()
    services.replies["/push/old"] = [Reply(410)]
    await deliver(someone, a_message())
    await called(services, "/push/old")
    new = Subscription(f"{services.url}/push/new").told_as()
    await someone.client.patch(f"/v1/devices/{device['id']}", json={"push": new})
    services.held["/push/old"].set()
    await quiet(someone)

    assert (await device_of(someone, device))["push"] == {"provider": "webpush"}
    assert await deliver(someone, a_message()) == 1
    await quiet(someone)


async def test_what_has_expired_is_dropped_quietly(
    someone: SignedIn, services: Services, clock: FakeClock
) -> None:
    await add_browser(someone, services, "a")
    services.replies["/push/a"] = [Reply(503, headers={"retry-after": "36000"})]
    await deliver(someone, a_message())
    await quiet(someone)

    clock.pass_by(hours=2)

    async def is_dropped() -> bool:
        return [row.result for row in await rows(someone)] == ["expired"]

    await until(is_dropped)
    assert len(services.calls) == 1
    assert await deliver(someone, a_message()) == 0


async def test_when_a_session_ends_nothing_goes_to_its_devices(
    someone: SignedIn, services: Services
) -> None:
    await add_browser(someone, services, "a")
    services.held["/push/a"].clear()
    services.replies["/push/a"] = [Reply(503)]
    await deliver(someone, a_message())
    await called(services, "/push/a")
    await someone.client.post("/v1/auth/logout")
    services.held["/push/a"].set()
    await quiet(someone)
    someone.app.state.clock.pass_by(seconds=15)

    assert await deliver(someone, a_message()) == 0
    await asyncio.sleep(1.5)
    await quiet(someone)
    assert len(services.calls) == 1
    assert [row.result for row in await rows(someone)] == ["gone"]


async def test_what_is_on_its_way_to_a_deleted_device_is_gone_with_it(
    someone: SignedIn, services: Services, clock: FakeClock
) -> None:
    device, _ = await add_browser(someone, services, "a")
    services.replies["/push/a"] = [Reply(503)]
    await deliver(someone, a_message())
    await quiet(someone)
    await someone.client.delete(f"/v1/devices/{device['id']}")
    clock.pass_by(minutes=1)
    await asyncio.sleep(1.5)
    await quiet(someone)

    assert (len(services.calls), await rows(someone)) == (1, [])


async def test_a_worker_that_dies_after_sending_leads_to_the_same_topic(
    someone: SignedIn, services: Services, clock: FakeClock
) -> None:
    """The service replaces what it has by the topic; the device knows the id."""
    _, browser = await add_browser(someone, services, "a")
    message = a_message()
    services.held["/push/a"].clear()
    await deliver(someone, message)
    await called(services, "/push/a")
    (row,) = await rows(someone)
    event = Event(uuid4(), someone.user_id, CREATED, row.id, clock.now, 2)
    dying = asyncio.create_task(outbox.run(someone.app.state, event))
    await called(services, "/push/a", 2)
    dying.cancel()
    services.held["/push/a"].set()
    await quiet(someone)

    assert len({call.headers["topic"] for call in services.calls}) == 1
    assert {browser.read(call)["id"] for call in services.calls} == {str(message.id)}
    await outbox.run(someone.app.state, event)
    assert len(services.calls) == 2


async def test_a_message_belongs_to_the_turn_that_leaves_it(
    someone: SignedIn, services: Services
) -> None:
    await add_browser(someone, services, "a")
    state = someone.app.state

    class Broken(Exception):
        pass

    async def leave_and_fail() -> None:
        async with turn_of(state, someone.user_id) as turn:
            assert turn
            assert await left_for(turn.db, turn.owner, a_message(), now=state.clock()) == 1
            raise Broken

    with pytest.raises(Broken):
        await leave_and_fail()
    await quiet(someone)
    assert (services.calls, await rows(someone)) == ([], [])


async def test_nobody_is_told_who_is_not_there(someone: SignedIn, services: Services) -> None:
    await add_browser(someone, services, "a")
    await someone.client.delete("/v1/me")

    assert await deliver(someone, a_message()) == 0


async def test_a_message_too_long_for_a_provider_is_not_left(
    someone: SignedIn, services: Services, clock: FakeClock
) -> None:
    await add_browser(someone, services, "a")
    await add(someone, {"provider": "fcm", "address": REGISTRATION})
    await add(someone, {"provider": "apns", "address": TOKEN})

    with pytest.raises(ValueError, match="3000 bytes"):
        await deliver(someone, a_message(body="\u2728" * 1_000))
    assert await deliver(someone, a_message(body='"' * 1_400 + "\u2728" * 50)) == 3
    await all_sent(someone, clock)


async def test_a_provider_that_is_set_up_no_more_is_waited_for(
    someone: SignedIn, services: Services, clock: FakeClock
) -> None:
    await add(someone, {"provider": "apns", "address": TOKEN})
    senders = dict(someone.app.state.senders.by_provider)
    apns = someone.app.state.senders.by_provider.pop("apns")
    await deliver(someone, a_message())
    await quiet(someone)
    someone.app.state.senders.by_provider["apns"] = apns
    clock.pass_by(seconds=15)
    await called(services, APNS)
    await quiet(someone)

    assert senders.keys() == someone.app.state.senders.by_provider.keys()


async def test_logs_and_rows_hold_neither_addresses_nor_words(
    someone: SignedIn, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    await add_browser(someone, services, "canary")
    await add_browser(someone, services, "canary-gone")
    services.replies["/push/canary"] = [Reply(500)]
    services.replies["/push/canary-gone"] = [Reply(410)]
    with capture_logs() as lines:
        await deliver(someone, a_message())
        await quiet(someone)
    written = "".join(capsys.readouterr()) + str(lines)

    assert {"push-put-off", "push-address-gone"} <= {line["event"] for line in lines}
    for secret in ("canary", "127.0.0.1", WORDS, "Own Orbit", str(someone.user_id)):
        assert secret not in written
    assert not any(WORDS.encode() in (row.payload or b"") for row in await rows(someone))


async def test_rows_are_forgotten_a_week_after_they_could_matter(
    someone: SignedIn, services: Services, clock: FakeClock
) -> None:
    await add_browser(someone, services, "a")
    await deliver(someone, a_message())
    await quiet(someone)
    clock.pass_by(days=7, hours=3)
    await deliver(someone, a_message(expires_at=NOON + timedelta(days=8)))
    await quiet(someone)

    assert len(await rows(someone)) == 1


async def test_of_one_user_two_are_under_way_and_the_others_a_second_later(
    someone: SignedIn, services: Services, clock: FakeClock
) -> None:
    for name in "abcd":
        await add_browser(someone, services, name)
        services.held[f"/push/{name}"].clear()
    assert await deliver(someone, a_message()) == 4

    async def two_wait() -> bool:
        return len(services.calls) == 2

    await until(two_wait)
    await asyncio.sleep(0.6)
    assert len(services.calls) == 2

    for door in services.held.values():
        door.set()
    await quiet(someone)
    clock.pass_by(seconds=1)

    async def all_came() -> bool:
        return len(services.calls) == 4

    await until(all_came)
    await quiet(someone)
    assert {(row.result, row.attempts) for row in await rows(someone)} == {("sent", 0)}
