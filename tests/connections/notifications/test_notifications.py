"""What was told, as a phone finds it when it opens from a push."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from httpx2 import AsyncClient

from app.connections.notifications import wording
from app.connections.notifications.devices.schemas import EXAMPLE_PUSH
from app.connections.notifications.push import payloads
from tests.clock import NOON, FakeClock
from tests.companion.streaks.lives import Json, created, read
from tests.connections.notifications.conftest import Counter
from tests.connections.notifications.reminders.reminding import (
    NOTIFICATIONS,
    a_reminder,
    told,
    url_of,
)
from tests.waiting import until


async def two_told(me: AsyncClient) -> list[Json]:
    reminder = await a_reminder(me, title="Think of the sea", about="journal")
    for moment in ("2026-03-10T11:58:00Z", "2026-03-10T11:59:00Z"):
        await created(me, f"{url_of(reminder)}/snoozes", {"until": moment})
        found = await told(me)
    return found


async def test_it_is_found_by_its_id_with_the_words_that_stayed_inside(me: AsyncClient) -> None:
    first, second = await two_told(me)

    assert await read(me, f"{NOTIFICATIONS}/{first['id']}") == first
    assert (first["title"], first["about"], first["channel"], first["read_at"]) == (
        *("Think of the sea", "journal", "push"),
        None,
    )
    assert (await read(me, NOTIFICATIONS))["items"] == [second, first]
    assert (await me.get(f"{NOTIFICATIONS}/{uuid4()}")).status_code == 404


async def test_reading_is_kept_the_first_time(me: AsyncClient, clock: FakeClock) -> None:
    first, second = await two_told(me)
    url = f"{NOTIFICATIONS}/{first['id']}/reading"
    was_read = (await me.put(url)).json()
    clock.pass_by(hours=1)

    assert was_read["read_at"] == "2026-03-10T12:00:00Z"
    assert (await me.put(url)).json() == was_read
    assert (await read(me, NOTIFICATIONS, unread="true"))["items"] == [second]
    stale = await me.put(url, headers={"if-match": '"r1"'})
    assert stale.status_code == 412


async def test_it_goes_with_its_reminder(me: AsyncClient) -> None:
    first, _ = await two_told(me)
    await me.delete(f"/v1/reminders/{first['reminder_id']}")

    assert (await read(me, NOTIFICATIONS))["items"] == []


@pytest.mark.parametrize("locale", [None, "de-AT", "fr"])
def test_a_push_says_nothing_of_what_it_is_about(locale: str | None) -> None:
    message = wording.push(uuid4(), locale, expires_at=NOON)

    assert message.title == "Own Orbit"
    assert message.body in {"A moment for yourself.", "Ein Moment für dich."}
    assert payloads.read(payloads.written(message.title, message.body, message.about))


async def test_a_push_comes_once_on_each_device_with_neutral_words(
    me: AsyncClient, pushes: Counter
) -> None:
    addresses = {f"https://push.example.com/{phone}" for phone in ("one", "another")}
    for address in addresses:
        push = EXAMPLE_PUSH | {"address": address}
        await created(me, "/v1/devices", {"platform": "web", "push": push})
    found = await two_told(me)

    async def have_come() -> bool:
        return len(pushes.handed) >= 2 * len(found)

    await until(have_come)
    seen = {(address, message.id) for address, message in pushes.handed}
    assert seen == {(address, UUID(each["id"])) for address in addresses for each in found}
    assert len(pushes.handed) == len(seen) == 4
    assert {(message.title, message.body) for _, message in pushes.handed} == {
        ("Own Orbit", "A moment for yourself.")
    }
    assert {message.expires_at for _, message in pushes.handed} == {NOON + timedelta(hours=1)}
