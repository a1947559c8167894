"""Told in time, once each: what a user sees of it over HTTP."""

from httpx2 import AsyncClient

from tests.clock import FakeClock
from tests.companion.streaks.lives import at, standing_at
from tests.connections.notifications.reminders.reminding import (
    AT_EIGHT,
    a_reminder,
    now,
    shown,
    told,
    told_at,
)


async def reach(me: AsyncClient, clock: FakeClock, moment: str) -> list[str]:
    clock.now = at(moment)
    return await told_at(me)


@standing_at("2026-03-10T12:00")
async def test_it_is_told_at_its_time_each_day(me: AsyncClient, clock: FakeClock) -> None:
    reminder = await a_reminder(me)
    assert shown(reminder["next_at"]) == "2026-03-11T08:00"

    assert await reach(me, clock, "2026-03-11T07:59") == []
    assert await reach(me, clock, "2026-03-11T08:00") == ["2026-03-11T08:00"]
    assert shown((await now(me, reminder))["next_at"]) == "2026-03-12T08:00"
    assert await reach(me, clock, "2026-03-11T23:00") == ["2026-03-11T08:00"]
    assert await reach(me, clock, "2026-03-12T08:00") == ["2026-03-11T08:00", "2026-03-12T08:00"]
    (notification, _) = await told(me)
    assert (notification["title"], notification["reminder_id"]) == (
        AT_EIGHT["title"],
        reminder["id"],
    )
