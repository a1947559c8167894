"""The worker awards on time, though nobody calls: by the user's own days, not by 24 hours."""

from datetime import datetime, timedelta

from fastapi import FastAPI
from httpx2 import AsyncClient

from tests.clock import FakeClock
from tests.companion.milestones.test_milestones import planned
from tests.companion.milestones.told import days_held, id_of, told
from tests.companion.streaks.lives import a_contact, a_streak, at, created, standing_at

MOMENT = timedelta(milliseconds=1)


async def reach(client: AsyncClient, clock: FakeClock, moment: str) -> tuple[list[int], list[int]]:
    """Give what is held just before a moment in Berlin, and at it."""
    clock.now = at(moment) - MOMENT
    before = await days_held(client)
    clock.now = at(moment)
    return before, await days_held(client)


@standing_at("2026-03-01T22:00")
async def test_eight_weeks_pass_with_a_change_of_clocks_and_days_from_four(
    me: AsyncClient, clock: FakeClock
) -> None:
    await a_streak(me)

    assert await reach(me, clock, "2026-03-02T04:00") == ([], [1])
    assert await reach(me, clock, "2026-03-04T04:00") == ([1], [1, 3])
    assert await reach(me, clock, "2026-03-08T04:00") == ([1, 3], [1, 3, 7])
    assert await reach(me, clock, "2026-03-15T04:00") == ([1, 3, 7], [1, 3, 7, 14])
    assert await reach(me, clock, "2026-03-22T04:00") == ([1, 3, 7, 14], [1, 3, 7, 14, 21])
    so_far = [1, 3, 7, 14, 21]
    assert at("2026-04-01T04:00") - at("2026-03-22T04:00") == timedelta(days=10, hours=-1)
    assert await reach(me, clock, "2026-04-01T04:00") == (so_far, [*so_far, 31])
    assert await reach(me, clock, "2026-04-26T04:00") == ([*so_far, 31], [*so_far, 31, 56])
    assert (await told(me))[-1] == (56, "2026-04-26", True)


@standing_at("2026-03-25T03:30")
async def test_what_begins_before_four_belongs_to_the_day_before(
    me: AsyncClient, clock: FakeClock
) -> None:
    await a_streak(me)

    assert await reach(me, clock, "2026-03-25T04:00") == ([], [1])


@standing_at("2026-03-25T12:00")
async def test_a_day_that_would_start_in_the_skipped_hour_is_reached_at_the_jump(
    me: AsyncClient, clock: FakeClock
) -> None:
    await me.patch("/v1/me", json={"day_starts_at": "02:30"})
    await a_streak(me)
    clock.now = at("2026-03-27T12:00")
    await a_contact(me, "2026-03-26T12:00")

    assert await reach(me, clock, "2026-03-29T01:00+00:00") == ([1, 1], [1, 1, 3])


@standing_at("2026-03-10T12:00")
async def test_pauses_put_it_off_and_an_open_one_for_good(
    app: FastAPI, me: AsyncClient, clock: FakeClock
) -> None:
    streak = await a_streak(me)
    path = f"/v1/streaks/{streak['id']}/pauses"
    pause = await created(me, path, {"from_on": "2026-03-12"})
    clock.now = at("2026-03-20T12:00")
    assert await days_held(me) == [1]
    assert await planned(app, id_of(me)) == []
    await me.patch(f"{path}/{pause['id']}", json={"until_on": "2026-03-25"})

    assert await days_held(me) == [1]
    assert await reach(me, clock, "2026-03-27T04:00") == ([1], [1, 3])


@standing_at("2026-03-10T12:00")
async def test_an_ended_streak_reaches_no_more_until_it_runs_on(
    app: FastAPI, me: AsyncClient, clock: FakeClock
) -> None:
    streak = await a_streak(me)
    clock.now = at("2026-03-12T12:00")
    await me.put(f"/v1/streaks/{streak['id']}/ending", json={"outcome": "let_go"})
    clock.now = at("2026-03-20T12:00")
    assert await days_held(me) == [1]
    assert await planned(app, id_of(me)) == []
    await me.delete(f"/v1/streaks/{streak['id']}/ending")

    assert await days_held(me) == [1, 3, 7]


@standing_at("2026-03-10T12:00")
async def test_who_flies_east_has_it_by_the_days_of_there(
    me: AsyncClient, clock: FakeClock
) -> None:
    await a_streak(me)
    clock.now = at("2026-03-10T20:00")
    assert await days_held(me) == []
    await me.patch("/v1/me", json={"time_zone": "Asia/Tokyo"})  # 04:00 on the 11th

    assert await days_held(me) == [1]


@standing_at("2026-03-10T12:00")
async def test_who_flies_west_keeps_what_was_reached(me: AsyncClient, clock: FakeClock) -> None:
    await a_streak(me)
    clock.now = at("2026-03-11T05:00")
    assert await days_held(me) == [1]
    await me.patch("/v1/me", json={"time_zone": "America/New_York"})

    assert await days_held(me) == [1]
    at_home_there = datetime.fromisoformat("2026-03-13T04:00-04:00")
    assert await reach(me, clock, at_home_there.isoformat()) == ([1], [1, 3])


@standing_at("2026-03-10T12:00")
async def test_years_later_it_still_comes(me: AsyncClient, clock: FakeClock) -> None:
    await a_streak(me, "2022-03-12T12:00")
    so_far, after = await reach(me, clock, "2026-03-11T04:00")

    assert so_far[-2:] == [730, 1095]
    assert after == [*so_far, 1460]
