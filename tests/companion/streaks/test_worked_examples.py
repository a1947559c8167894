"""The worked examples of the streak arithmetic, over HTTP; the last one is the milestones'."""

import pytest
from httpx2 import AsyncClient

from tests.companion.streaks.lives import (
    Json,
    a_contact,
    a_person,
    a_streak,
    at,
    created,
    segments,
    standing_at,
    streak_now,
)


@pytest.fixture(autouse=True)
async def days_that_begin_at_midnight(me: AsyncClient) -> None:
    answer = await me.patch("/v1/me", json={"day_starts_at": "00:00"})
    assert answer.status_code == 200, answer.text


@standing_at("2026-04-05T12:00+02:00")
async def test_a_break_over_the_change_of_clocks(me: AsyncClient) -> None:
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


@standing_at("2026-03-29T12:00")
async def test_an_event_after_the_days_start_is_of_its_own_date(me: AsyncClient) -> None:
    await me.patch("/v1/me", json={"day_starts_at": "04:00"})
    event = await a_contact(me, "2026-03-29T04:30+02:00")
    assert event["local_date"] == "2026-03-29"
    assert (await a_contact(me, "2026-03-29T03:30+02:00"))["local_date"] == "2026-03-28"


@standing_at("2026-05-12T12:00")
async def test_a_slip_inside_a_gap_extends_it(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-05-01T12:00")
    for slip, restart in [("2026-05-04", "2026-05-06"), ("2026-05-05", "2026-05-08")]:
        restart_at = at(f"{restart}T12:00").isoformat()
        await a_contact(me, f"{slip}T12:00", restart_at=restart_at)
    found = await streak_now(me, streak)
    assert (found["current"]["days"], found["slip_count"]) == (4, 2)
    assert (found["days_tried"], found["days_kept"]) == (12, 8)
    assert len(await segments(me, streak)) == 2


@standing_at("2026-06-15T12:00")
async def test_paused_dates_are_neither_kept_nor_broken(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    for slip in ("2026-06-05T12:00", "2026-06-12T12:00"):
        await a_contact(me, slip)
    pause = {"from_on": "2026-06-04", "until_on": "2026-06-07"}
    await created(me, f"/v1/streaks/{streak['id']}/pauses", pause)
    found = await streak_now(me, streak)
    assert [each["days"] for each in await segments(me, streak)] == [3, 7]
    assert (found["days_tried"], found["days_kept"], found["kept_ratio"]) == (11, 10, 0.909)
    assert found["slip_count"] == 1


@standing_at("2026-06-12T12:00")
async def test_a_policy_counts_from_its_moment(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    for moment in ("08T12:00", "10T11:59", "10T12:00"):
        await a_contact(me, f"2026-06-{moment}", "replied")
    policy = {
        "counts": ["reached_out", "replied"],
        "effective_at": at("2026-06-10T12:00").isoformat(),
    }
    await created(me, f"/v1/streaks/{streak['id']}/policies", policy)
    found = await streak_now(me, streak)
    assert [each["days"] for each in await segments(me, streak)] == [2, 9]
    assert (found["days_tried"], found["days_kept"], found["slip_count"]) == (12, 11, 1)
    assert found["policy"]["counts"] == ["reached_out", "replied"]


@standing_at("2026-07-12T12:00")
async def test_a_deleted_slip_was_never_there(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-07-01T12:00")
    first, _ = [await a_contact(me, f"2026-07-{day}T12:00") for day in ("05", "09")]
    found = await streak_now(me, streak)
    assert [each["days"] for each in await segments(me, streak)] == [3, 4, 4]
    assert (found["kept_ratio"], found["longest"]["days"]) == (0.833, 4)

    assert (await me.delete(f"/v1/contact-events/{first['id']}")).status_code == 204

    found = await streak_now(me, streak)
    assert [each["days"] for each in await segments(me, streak)] == [3, 8]
    assert (found["kept_ratio"], found["longest"]["days"]) == (0.917, 8)


@standing_at("2026-07-10T12:00")
async def test_a_late_slip_shortens_what_was_long(me: AsyncClient) -> None:
    streak: Json = await a_streak(me, "2026-07-01T12:00")
    assert streak["current"]["days"] == 9
    await a_contact(me, "2026-07-05T12:00")
    assert [each["days"] for each in await segments(me, streak)] == [5, 4]
