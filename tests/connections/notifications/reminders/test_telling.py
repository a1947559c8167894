"""Told in time, once each: what a user sees of it over HTTP, with the worker beside."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import text

from app.connections.notifications.reminders.planning import DUE
from app.core import outbox
from app.core.outbox import Event
from tests.clock import FakeClock
from tests.companion.streaks.lives import Json, at, created, read, standing_at
from tests.connections.notifications.reminders.reminding import (
    AT_EIGHT,
    a_reminder,
    change,
    id_of,
    move,
    now,
    quiet,
    shown,
    told,
    told_at,
    url_of,
)
from tests.waiting import until


async def reach(me: AsyncClient, clock: FakeClock, moment: str) -> list[str]:
    clock.now = at(moment)
    return await told_at(me)


async def come(app: FastAPI, me: AsyncClient, reminder: Json) -> None:
    """Let the event come here and now, as from a worker of its own."""
    event = Event(uuid4(), id_of(me), DUE, UUID(reminder["id"]), app.state.clock(), 1)
    await outbox.run(app.state, event)


@standing_at("2026-03-27T12:00")
async def test_it_is_told_at_its_time_each_day_though_clocks_change(
    me: AsyncClient, clock: FakeClock
) -> None:
    reminder = await a_reminder(me)

    assert await reach(me, clock, "2026-03-28T07:59") == []
    assert await reach(me, clock, "2026-03-28T08:00") == ["2026-03-28T08:00"]
    assert shown((await now(me, reminder))["next_at"]) == "2026-03-29T08:00"
    assert await reach(me, clock, "2026-03-28T23:00") == ["2026-03-28T08:00"]
    assert await reach(me, clock, "2026-03-29T08:00") == ["2026-03-28T08:00", "2026-03-29T08:00"]
    assert at("2026-03-29T08:00") - at("2026-03-28T08:00") != at("2026-03-28T08:00") - at(
        "2026-03-27T08:00"
    )
    (notification, _) = await told(me)
    assert notification["title"] == AT_EIGHT["title"]
    assert notification["reminder_id"] == reminder["id"]


@pytest.mark.parametrize("clock", ["2026-03-02T12:00", "2026-10-27T15:00"], indirect=True)
async def test_around_a_change_of_clocks_each_date_has_one_though_events_come_twice(
    app: FastAPI, me: AsyncClient, clock: FakeClock
) -> None:
    """The whole year is in `test_rules`."""
    await move(me, time_zone="America/New_York")
    reminder = await a_reminder(me)
    for _ in range(10):
        clock.now = at((await read(me, url_of(reminder)))["next_at"])
        await come(app, me, reminder)
        await come(app, me, reminder)

    seen = await told_at(me, "America/New_York")
    assert {each[11:] for each in seen} == {"08:00"}
    dates = [date.fromisoformat(each[:10]) for each in seen]
    assert dates == [dates[0] + timedelta(days=number) for number in range(10)]


@standing_at("2026-03-10T07:00")
async def test_who_flies_west_and_back_is_told_once_a_day(
    me: AsyncClient, clock: FakeClock
) -> None:
    reminder = await a_reminder(me)
    await move(me, time_zone="America/New_York")
    assert shown((await now(me, reminder))["next_at"]) == "2026-03-10T13:00"
    assert await reach(me, clock, "2026-03-10T08:00") == []
    await move(me, time_zone="Europe/Berlin")

    assert await told_at(me) == ["2026-03-10T08:00"]
    await move(me, time_zone="America/New_York")
    assert await reach(me, clock, "2026-03-10T13:00") == ["2026-03-10T08:00"]
    await move(me, time_zone="Europe/Berlin")
    assert await reach(me, clock, "2026-03-11T08:00") == ["2026-03-10T08:00", "2026-03-11T08:00"]


@standing_at("2026-03-10T07:00")
async def test_who_flies_east_past_it_is_told_on_arrival(me: AsyncClient, clock: FakeClock) -> None:
    reminder = await a_reminder(me)
    await move(me, time_zone="Asia/Tokyo")

    assert await told_at(me) == ["2026-03-10T07:00"]
    assert shown((await now(me, reminder))["next_at"], "Asia/Tokyo") == "2026-03-11T08:00"
    await move(me, time_zone="Europe/Berlin")
    assert await reach(me, clock, "2026-03-10T08:00") == ["2026-03-10T07:00"]


@standing_at("2026-03-10T12:00")
async def test_what_the_account_changes_else_moves_nothing(
    me: AsyncClient, clock: FakeClock
) -> None:
    reminder = await a_reminder(me)
    clock.pass_by(hours=1)
    await move(me, display_name="Jo", day_starts_at="05:00")

    assert await now(me, reminder) == reminder


@standing_at("2026-03-10T12:00")
async def test_quiet_hours_hold_it_and_their_end_lets_it_go_once(
    me: AsyncClient, clock: FakeClock
) -> None:
    reminder = await a_reminder(me, schedule="FREQ=DAILY;BYHOUR=6,23;BYMINUTE=0")
    await move(me, preferences=quiet("22:00", "07:00"))
    assert shown((await now(me, reminder))["next_at"]) == "2026-03-11T07:00"

    assert await reach(me, clock, "2026-03-10T23:00") == []
    assert await reach(me, clock, "2026-03-11T06:30") == []
    assert await reach(me, clock, "2026-03-11T07:00") == ["2026-03-11T07:00"]
    assert shown((await now(me, reminder))["next_at"]) == "2026-03-12T07:00"


@standing_at("2026-03-10T12:00")
async def test_what_quiet_hours_held_is_told_when_they_are_given_up(
    me: AsyncClient, clock: FakeClock
) -> None:
    await move(me, preferences=quiet("22:00", "07:00"))
    await a_reminder(me, schedule="FREQ=DAILY;BYHOUR=23")
    assert await reach(me, clock, "2026-03-11T02:00") == []
    await move(me, preferences={"quiet_hours": None})

    assert await told_at(me) == ["2026-03-11T02:00"]


@standing_at("2026-03-10T12:00")
async def test_after_days_away_nothing_is_made_up_for(me: AsyncClient, clock: FakeClock) -> None:
    reminder = await a_reminder(me)
    assert await reach(me, clock, "2026-03-14T10:00") == []
    assert shown((await now(me, reminder))["next_at"]) == "2026-03-15T08:00"
    assert await reach(me, clock, "2026-03-19T08:59") == ["2026-03-19T08:59"]
    assert shown((await now(me, reminder))["next_at"]) == "2026-03-20T08:00"


@standing_at("2026-03-10T12:00")
async def test_a_rest_or_a_schedule_that_ends_and_begins_again_tells_nothing_twice(
    me: AsyncClient, clock: FakeClock
) -> None:
    reminder = await a_reminder(me)
    assert await reach(me, clock, "2026-03-11T08:00") == ["2026-03-11T08:00"]
    await move(me, time_zone="America/New_York")
    await change(me, reminder, is_paused=True)
    on = await change(me, reminder, is_paused=False)
    assert shown(on["next_at"]) == "2026-03-11T13:00", "eight there, which was told already"

    assert await reach(me, clock, "2026-03-11T13:00") == ["2026-03-11T08:00"]
    assert shown((await now(me, reminder))["next_at"]) == "2026-03-12T13:00"


@standing_at("2026-03-10T12:00")
async def test_an_event_that_comes_too_early_keeps_the_plan(
    app: FastAPI, me: AsyncClient, clock: FakeClock
) -> None:
    reminder = await a_reminder(me)
    async with app.state.database.lease() as db:
        await db.execute(text("DELETE FROM due_work WHERE user_id = :id"), {"id": id_of(me)})
    await come(app, me, reminder)

    assert await read(me, url_of(reminder)) == reminder
    assert await reach(me, clock, "2026-03-11T08:00") == ["2026-03-11T08:00"]


@standing_at("2026-03-10T12:00")
async def test_a_snooze_tells_once_more_and_moves_nothing(
    me: AsyncClient, clock: FakeClock
) -> None:
    reminder = await a_reminder(me)
    clock.now = at("2026-03-11T08:00")
    due = await now(me, reminder)
    snooze = {"id": str(uuid4()), "minutes": 20}
    await created(me, f"{url_of(reminder)}/snoozes", snooze)
    again = await me.post(f"{url_of(reminder)}/snoozes", json=snooze)
    snoozed = await now(me, reminder)

    assert again.status_code == 200
    assert (shown(snoozed["snoozed_until"]), snoozed["next_at"]) == (
        "2026-03-11T08:20",
        due["next_at"],
    )
    both = ["2026-03-11T08:00", "2026-03-11T08:20"]
    assert await reach(me, clock, "2026-03-11T08:20") == both
    assert (await now(me, reminder))["snoozed_until"] is None
    assert (await me.post(f"{url_of(reminder)}/snoozes", json=snooze)).status_code == 200
    assert await reach(me, clock, "2026-03-11T09:00") == both
    assert await reach(me, clock, "2026-03-12T08:00") == [*both, "2026-03-12T08:00"]


@standing_at("2026-03-10T21:50")
async def test_a_snooze_waits_for_the_end_of_quiet_hours_and_the_later_one_counts(
    me: AsyncClient, clock: FakeClock
) -> None:
    reminder = await a_reminder(me, schedule="FREQ=YEARLY;BYHOUR=8")
    await move(me, preferences=quiet("22:00", "07:00"))
    await created(me, f"{url_of(reminder)}/snoozes", {"minutes": 5})
    await created(me, f"{url_of(reminder)}/snoozes", {"until": "2026-03-10T23:00:00+01:00"})

    assert await reach(me, clock, "2026-03-10T23:00") == []
    assert await reach(me, clock, "2026-03-11T07:00") == ["2026-03-11T07:00"]


@standing_at("2026-03-10T21:50")
async def test_a_snooze_held_by_quiet_hours_comes_when_they_are_given_up(
    me: AsyncClient, clock: FakeClock
) -> None:
    reminder = await a_reminder(me, schedule="FREQ=YEARLY;BYHOUR=8")
    await move(me, preferences=quiet("22:00", "07:00"))
    await created(me, f"{url_of(reminder)}/snoozes", {"minutes": 30})
    assert await reach(me, clock, "2026-03-11T02:00") == []
    await move(me, preferences={"quiet_hours": None})

    assert await told_at(me) == ["2026-03-11T02:00"]


@standing_at("2026-03-10T12:00")
async def test_a_snooze_from_long_ago_tells_nothing_and_one_too_far_is_refused(
    me: AsyncClient,
) -> None:
    url = f"{url_of(await a_reminder(me))}/snoozes"
    await created(me, url, {"until": "2026-03-10T10:30:00+01:00"})
    assert await told_at(me) == []
    bodies: list[Json] = [
        {"until": "2026-03-18T12:00:00+01:00"},
        {"minutes": 0},
        {"minutes": 10_081},
        {},
        {"minutes": 5, "until": "2026-03-10T13:00:00+01:00"},
    ]
    for body in bodies:
        assert (await me.post(url, json=body)).status_code == 422


@standing_at("2026-03-10T12:00")
async def test_a_closed_account_is_told_nothing_and_leaves_nothing(
    app: FastAPI, me: AsyncClient, clock: FakeClock
) -> None:
    reminder = await a_reminder(me)
    assert await reach(me, clock, "2026-03-11T08:00") == ["2026-03-11T08:00"]
    await created(me, f"{url_of(reminder)}/snoozes", {"minutes": 5})
    user_id = id_of(me)
    assert (await me.delete("/v1/me")).status_code == 204
    clock.now = at("2026-03-12T08:00")
    await come(app, me, reminder)

    tables = ("due_work", "outbox", "reminders", "reminder_snoozes", "notifications")

    async def is_gone() -> bool:
        async with app.state.worker_database.lease() as db:
            await db.begin(user_id)
            left = [
                await db.scalar(
                    text(f"SELECT count(*) FROM {table} WHERE user_id = :id"),  # noqa: S608
                    {"id": user_id},
                )
                for table in tables
            ]
        return not any(left)

    await until(is_gone)
