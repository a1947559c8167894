"""The worked examples of the streak arithmetic, over HTTP; the last one is the milestones'."""

import pytest
from httpx2 import AsyncClient

from tests.clock import FakeClock
from tests.companion.streaks.lives import (
    Json,
    a_contact,
    a_person,
    a_streak,
    at,
    created,
    segments,
    set_clock,
    streak_now,
)


@pytest.fixture(autouse=True)
async def days_that_begin_at_midnight(me: AsyncClient) -> None:
    answer = await me.patch("/v1/me", json={"day_starts_at": "00:00"})
    assert answer.status_code == 200, answer.text


async def test_a_break_over_the_change_of_clocks(me: AsyncClient, clock: FakeClock) -> None:
    set_clock(clock, "2026-04-05T12:00+02:00")
    person_id = await a_person(me)
    streak = await a_streak(me, "2026-03-20T22:00+01:00", person_id=person_id)

    slip = await a_contact(me, "2026-03-29T10:00+02:00", person_id=person_id)

    found = await streak_now(me, streak)
    assert found["current"] == {
        "started_at": "2026-03-29T08:00:00Z",
        "elapsed_seconds": 612_000,
        "days": 7,
    }
    assert (found["longest"]["days"], found["journey_days"]) == (9, 16)
    assert (found["days_tried"], found["days_kept"], found["kept_ratio"]) == (17, 16, 0.941)
    assert (found["slip_count"], found["last_slip_at"]) == (1, slip["occurred_at"])
    assert found["steadiness"] == 0.5603
    assert [each["days"] for each in await segments(me, streak)] == [7, 9]
