"""What was told, as a phone finds it when it opens from a push."""

from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import text

from app.connections.notifications import wording
from app.connections.notifications.push import payloads
from tests.clock import NOON, FakeClock
from tests.companion.streaks.lives import Json, created, read
from tests.connections.notifications.reminders.reminding import (
    NOTIFICATIONS,
    a_reminder,
    id_of,
    told,
    url_of,
)


async def two_told(me: AsyncClient) -> list[Json]:
    reminder = await a_reminder(me, title="Think of the sea", about="journal")
    for until in ("2026-03-10T11:58:00Z", "2026-03-10T11:59:00Z"):
        await created(me, f"{url_of(reminder)}/snoozes", {"until": until})
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


async def test_a_push_is_left_for_each_device_once(app: FastAPI, me: AsyncClient) -> None:
    for token in ("one-phone", "another-phone"):
        push = {"provider": "fcm", "address": token}
        await created(me, "/v1/devices", {"platform": "android", "push": push})
    found = await two_told(me)

    statement = text("SELECT count(*), count(DISTINCT message_id) FROM push_deliveries")
    async with app.state.database.lease() as db:
        await db.begin(id_of(me))
        (row,) = await db.all(statement)
    assert tuple(row) == (2 * len(found), len(found))
