"""The home screen over HTTP. It is Tuesday, the 10th of March 2026, noon in UTC."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from tests.clock import FakeClock
from tests.reading.living import (
    a_log,
    a_milestone,
    a_mood,
    a_person,
    a_streak,
    an_urge,
    created,
    prefer,
    read,
)
from tests.settling import settled
from tests.signing_up import SignedIn

EMPTY = {
    "local_date": "2026-03-10",
    "counters_shown": False,
    "streaks": [],
    "goals": [],
    "last_mood": None,
    "open_urge": None,
    "plans": [],
    "review_due": None,
    "milestones": [],
    "help": None,
}
WEEKLY = {"title": "Climb", "area": "body", "cadence": {"times": 2, "per": "week"}}
DAILY = {"title": "Read", "area": "mind", "cadence": {"times": 1, "per": "day"}}
TODAY = date(2026, 3, 10)


async def look(client: AsyncClient, *, counters: bool = False) -> dict[str, Any]:
    """Give the screen without its prompt, which has tests of its own."""
    screen = await read(client, "today", **({"counters": "true"} if counters else {}))
    del screen["prompt"]
    return screen


async def names(client: AsyncClient, part: str) -> list[str]:
    return [each["title"] for each in (await look(client))[part]]


async def test_somebody_new_finds_a_quiet_screen(me: AsyncClient) -> None:
    assert await look(me) == EMPTY


async def test_the_date_is_the_users_own(me: AsyncClient, clock: FakeClock) -> None:
    clock.now = datetime(2026, 3, 11, 2, 59, tzinfo=UTC)
    assert (await look(me))["local_date"] == "2026-03-10"

    clock.now = datetime(2026, 3, 11, 3, tzinfo=UTC)
    assert (await look(me))["local_date"] == "2026-03-11"


async def test_streaks_are_there_and_their_days_only_if_asked_for(me: AsyncClient) -> None:
    person = await a_person(me)
    streak = await a_streak(me, "2026-02-01", person_id=person, label="the long quiet")
    slip = {"kind": "reached_out", "person_id": person, "occurred_at": "2026-03-01T12:00:00Z"}
    await created(me, "contact-events", **slip)

    quiet, asked = await look(me), await look(me, counters=True)

    assert quiet["streaks"] == [
        {
            "id": streak["id"],
            "kind": "no_contact",
            "label": "the long quiet",
            "person_id": person,
            "status": "active",
            "days": None,
            "longest_days": None,
        }
    ]
    assert asked["streaks"] == [quiet["streaks"][0] | {"days": 9, "longest_days": 28}]
    assert (quiet["counters_shown"], asked["counters_shown"]) == (False, True)


@pytest.mark.parametrize(
    ("show_counters", "plain", "asked"),
    [("never", None, None), ("on_request", None, 37), ("always", 37, 37)],
)
async def test_preferences_decide_about_day_counts(
    me: AsyncClient, show_counters: str, plain: int | None, asked: int | None
) -> None:
    await a_streak(me, "2026-02-01")
    await prefer(me, show_counters=show_counters)

    assert (await look(me))["streaks"][0]["days"] == plain
    assert (await look(me, counters=True))["streaks"][0]["days"] == asked


async def test_nothing_counts_without_being_asked_and_nothing_counts_down(
    me: AsyncClient, app: FastAPI, guest: SignedIn
) -> None:
    streak = await a_streak(me, "2026-02-01")
    await a_milestone(app, guest, streak, 31, TODAY)

    quiet, asked = await look(me), await look(me, counters=True)

    assert not re.search(r'days": \d', json.dumps(quiet))
    assert "day_31" not in json.dumps(quiet)
    assert not re.search(r"left|remaining|until_day|to_go|did you", json.dumps([quiet, asked]))


async def test_what_ended_is_gone_and_what_is_paused_says_so(me: AsyncClient) -> None:
    ended = await a_streak(me, "2026-02-01")
    paused = await a_streak(me, "2026-02-01", kind="no_checking")
    await me.put(f"/v1/streaks/{ended['id']}/ending", json={"outcome": "let_go"})
    await created(me, f"streaks/{paused['id']}/pauses", from_on="2026-03-09")

    shown = (await look(me))["streaks"]

    assert [(each["id"], each["status"]) for each in shown] == [(paused["id"], "paused")]


async def test_goals_stand_in_their_running_period(me: AsyncClient) -> None:
    goal = await created(me, "goals", **WEEKLY, starts_on="2026-02-01")
    for day in ("2026-02-10", "2026-03-08", "2026-03-09"):
        await a_log(me, day, goal_id=goal["id"])
    expected = {"title": "Climb", "times": 2, "period_end": "2026-03-15", "id": goal["id"]}

    assert (await look(me))["goals"] == [expected | {"done": 1, "met": False}]
    await a_log(me, "2026-03-10", goal_id=goal["id"])
    assert (await look(me))["goals"] == [expected | {"done": 2, "met": True}]


async def test_a_new_period_begins_at_nothing(me: AsyncClient, clock: FakeClock) -> None:
    goal = await created(me, "goals", **WEEKLY)
    await a_log(me, "2026-03-10", goal_id=goal["id"])
    clock.pass_by(days=7)

    shown = (await look(me))["goals"][0]

    assert (shown["done"], shown["period_end"]) == (0, "2026-03-22")


async def test_only_goals_that_run_and_do_not_rest_are_shown(me: AsyncClient) -> None:
    await created(me, "goals", **DAILY | {"title": "shown"})
    await created(me, "goals", **WEEKLY | {"title": "this week"}, starts_on="2026-03-14")
    await created(me, "goals", **WEEKLY | {"title": "next week"}, starts_on="2026-03-16")
    await created(me, "goals", **DAILY | {"title": "dropped"}, status="dropped")
    target = {"title": "target", "area": "body", "target": {"amount": 5, "unit": "km"}}
    await created(me, "goals", **target)
    paused = await created(me, "goals", **DAILY | {"title": "paused"})
    await created(me, f"goals/{paused['id']}/pauses", from_on="2026-03-10")
    was_paused = await created(me, "goals", **DAILY | {"title": "was paused"})
    over = {"from_on": "2026-03-01", "until_on": "2026-03-09"}
    await created(me, f"goals/{was_paused['id']}/pauses", **over)
    excused = await created(me, "goals", **DAILY | {"title": "excused"})
    still_on = await created(me, "goals", **WEEKLY | {"title": "a week is not excused by a day"})
    for goal in (excused, still_on):
        await me.put(f"/v1/goals/{goal['id']}/excused-days/2026-03-10")

    expected = ["a week is not excused by a day", "was paused", "this week", "shown"]
    assert await names(me, "goals") == expected


async def test_plans_of_today_and_overdue_ones_are_shown_but_few(me: AsyncClient) -> None:
    for title, day, status in [
        ("long ago", "2026-01-01", "planned"),
        ("last week", "2026-03-03", "planned"),
        ("yesterday", "2026-03-09", "planned"),
        ("today", "2026-03-10", "planned"),
        ("tomorrow", "2026-03-11", "planned"),
        ("done", "2026-03-10", "done"),
        ("only an idea", "2026-03-10", "idea"),
    ]:
        await created(me, "activities", title=title, area="craft", planned_on=day, status=status)

    assert await names(me, "plans") == ["today", "yesterday", "last week"]
    assert (await look(me))["plans"][0]["planned_on"] == "2026-03-10"


async def test_the_last_mood_is_there_without_its_note(me: AsyncClient) -> None:
    await created(me, "moods", kind="dailyMood", valence=0.1, occurred_at="2026-03-01T12:00:00Z")
    told = {"kind": "momentaryEmotion", "valence": -0.3, "labels": ["lonely"], "note": "canary"}
    mood = await created(me, "moods", **told, longing=9)

    shown = (await look(me))["last_mood"]

    assert shown == {name: mood[name] for name in shown}
    assert shown.keys() == {
        *("id", "kind", "valence", "valence_classification", "labels"),
        *("occurred_at", "local_date"),
    }


async def test_the_newest_open_urge_is_there_with_its_hold(
    me: AsyncClient, app: FastAPI, guest: SignedIn, clock: FakeClock
) -> None:
    await an_urge(app, guest, clock.now - timedelta(hours=5))
    newest = await an_urge(app, guest, clock.now - timedelta(hours=3))
    await an_urge(app, guest, clock.now - timedelta(hours=1), resolved_at=clock.now)

    assert (await look(me))["open_urge"] == {
        "id": str(newest),
        "wants_to": "reach_out",
        "intensity": 8,
        "occurred_at": "2026-03-10T09:00:00Z",
        "hold_until": "2026-03-10T23:00:00Z",
    }


async def test_an_urge_of_another_week_is_not_brought_up_again(
    me: AsyncClient, app: FastAPI, guest: SignedIn, clock: FakeClock
) -> None:
    await an_urge(app, guest, clock.now - timedelta(days=7))
    assert (await look(me))["open_urge"] is None

    urge = await an_urge(app, guest, clock.now - timedelta(days=6))
    assert (await look(me))["open_urge"]["id"] == str(urge)


async def test_milestones_are_told_on_their_day_and_the_next_where_days_are_counted(
    me: AsyncClient, app: FastAPI, guest: SignedIn
) -> None:
    streak = await a_streak(me, "2026-02-01")
    new = [
        await a_milestone(app, guest, streak, days, TODAY - timedelta(days=ago))
        for days, ago in ((1, 0), (3, 1))
    ]
    await a_milestone(app, guest, streak, 7, TODAY - timedelta(days=2))
    await a_milestone(app, guest, streak, 14, TODAY, revoked_at=app.state.clock())

    quiet, asked = await look(me), await look(me, counters=True)

    assert quiet["milestones"] == []
    assert {each["id"] for each in asked["milestones"]} == set(map(str, new))
    assert {(each["days"], each["reached_on"]) for each in asked["milestones"]} == {
        (1, "2026-03-10"),
        (3, "2026-03-09"),
    }


async def test_a_milestone_that_was_awarded_long_ago_and_moved_is_told_on_its_new_day(
    me: AsyncClient, app: FastAPI, guest: SignedIn, clock: FakeClock
) -> None:
    streak = await a_streak(me, "2026-02-01")
    await a_milestone(app, guest, streak, 56, TODAY + timedelta(days=20))
    clock.pass_by(days=20)

    assert len((await look(me, counters=True))["milestones"]) == 1


async def test_a_review_that_is_due_is_named_only_where_days_are_counted(
    me: AsyncClient, clock: FakeClock
) -> None:
    streak = await a_streak(me, "2026-02-08")
    assert (await look(me))["review_due"] is None
    clock.pass_by(days=1)

    quiet, asked = (await look(me)), (await look(me, counters=True))
    made = await me.post("/v1/reviews", json={"kind": "day_31", "streak_id": streak["id"]})

    assert quiet["review_due"] == {"kind": None, "streak_id": None}
    assert asked["review_due"] == {"kind": "day_31", "streak_id": streak["id"]}
    assert made.status_code == 201
    assert (await look(me))["review_due"] is None


async def test_a_weekly_review_is_due_until_it_is_made(me: AsyncClient, clock: FakeClock) -> None:
    clock.now = datetime(2026, 3, 23, 12, tzinfo=UTC)

    asked = await look(me, counters=True)
    await created(me, "reviews", kind="weekly")

    assert asked["review_due"] == {"kind": "weekly", "streak_id": None}
    assert (await look(me, counters=True))["review_due"] is None


async def test_help_is_there_every_day_that_moods_stay_low(
    me: AsyncClient, clock: FakeClock
) -> None:
    for day in range(4, 9):
        assert (await look(me))["help"] is None
        await a_mood(me, f"2026-03-0{day}", -0.6)

    english = (await look(me))["help"]
    german = await me.get("/v1/today", headers={"accept-language": "de"})

    assert english["title"] == "It has been heavy for a while"
    assert german.json()["help"]["title"] == "Es ist seit einer Weile schwer"
    clock.now = datetime(2026, 3, 17, 12, tzinfo=UTC)  # the 4th is the first of 14 dates
    assert (await look(me))["help"] == english
    clock.pass_by(days=1)
    assert (await look(me))["help"] is None


async def test_a_date_counts_by_its_mean_and_better_days_end_it(me: AsyncClient) -> None:
    for day in range(1, 6):
        await a_mood(me, f"2026-03-0{day}", -1)
        await a_mood(me, f"2026-03-0{day}", 0)
    assert (await look(me))["help"] is not None
    for day in (6, 7, 8):
        await a_mood(me, f"2026-03-0{day}", 0.2)
    assert (await look(me))["help"] is None


async def test_hopeless_on_three_dates_is_enough(me: AsyncClient) -> None:
    for day in ("2026-03-01", "2026-03-05", "2026-03-05"):
        await a_mood(me, day, 0.3, "hopeless", "sad")
    assert (await look(me))["help"] is None

    await a_mood(me, "2026-03-10", 0.3, "hopeless")

    assert (await look(me))["help"] is not None


async def test_in_safety_mode_everything_about_somebody_else_vanishes(
    me: AsyncClient, app: FastAPI, guest: SignedIn, clock: FakeClock
) -> None:
    streak = await a_streak(me, "2026-01-01", person_id=await a_person(me), label="canary")
    await a_milestone(app, guest, streak, 31, TODAY)
    await an_urge(app, guest, clock.now)
    await created(me, "goals", **WEEKLY)
    await created(
        me, "activities", title="Swim", area="body", planned_on="2026-03-10", status="planned"
    )
    await prefer(me, show_counters="always", safety_mode=True)

    screen = await look(me, counters=True)

    assert screen == EMPTY | {"goals": screen["goals"], "plans": screen["plans"]}
    assert len(screen["goals"]) == len(screen["plans"]) == 1


async def test_nothing_of_another_user_is_seen(
    me: AsyncClient, somebody_else: AsyncClient, clock: FakeClock
) -> None:
    for day in range(4, 9):
        await a_mood(somebody_else, f"2026-03-0{day}", -1, "hopeless")
    await a_streak(somebody_else, "2026-01-01")
    await created(somebody_else, "goals", **WEEKLY)
    await created(
        somebody_else,
        "activities",
        title="A",
        area="body",
        planned_on="2026-03-10",
        status="planned",
    )
    clock.pass_by(days=1)

    assert await look(me, counters=True) == EMPTY | {
        "local_date": "2026-03-11",
        "counters_shown": True,
    }


async def test_reading_changes_nothing(me: AsyncClient, app: FastAPI, guest: SignedIn) -> None:
    await a_streak(me, "2026-01-01")
    await settled(app, guest.user_id)
    before = await read(me, "me")

    await look(me, counters=True)

    assert await read(me, "me") == before


async def test_there_is_a_light_prompt_of_the_day(me: AsyncClient, clock: FakeClock) -> None:
    for _ in range(2):
        prompt, *_ = (await read(me, "journal-prompts"))["items"]
        assert (await read(me, "today"))["prompt"] == {"id": prompt["id"], "text": prompt["text"]}
        clock.pass_by(days=1)


async def test_who_went_in_circles_at_night_gets_no_prompt(
    me: AsyncClient, clock: FakeClock
) -> None:
    for day in (7, 8, 9):
        late = f"2026-03-0{day}T23:30:00+01:00"
        await created(me, "journal-entries", body=f"Why? {day}", focus="them", occurred_at=late)
    assert (await read(me, "today"))["prompt"] is None

    clock.pass_by(days=5)
    assert (await read(me, "today"))["prompt"] is not None
