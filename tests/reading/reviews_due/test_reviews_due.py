"""Reviews that are due, over HTTP, with the figures beside them. The account begins on March 10."""

from datetime import UTC, datetime
from typing import Any

import pytest
from httpx2 import AsyncClient

from app.companion.reviews.questions import asked
from tests.clock import FakeClock
from tests.reading.living import (
    a_contact,
    a_log,
    a_mood,
    a_person,
    a_streak,
    created,
    prefer,
    read,
)

NOTHING: dict[str, Any] = {"language": "en", "items": []}
MONDAY = datetime(2026, 3, 23, 12, tzinfo=UTC)
"""The first day after the account's first whole week, the 16th to the 22nd."""


async def due(client: AsyncClient) -> list[dict[str, Any]]:
    return list((await read(client, "reviews/due"))["items"])


async def kinds(client: AsyncClient) -> list[str]:
    return [each["kind"] for each in await due(client)]


async def test_nothing_is_due_to_somebody_new(me: AsyncClient) -> None:
    assert await read(me, "reviews/due") == NOTHING


async def test_a_weekly_one_is_due_until_it_is_made(me: AsyncClient, clock: FakeClock) -> None:
    clock.now = MONDAY
    (review,) = await due(me)
    assert (review["kind"], review["streak_id"]) == ("weekly", None)
    assert review["questions"] == asked("weekly", "en")

    await created(me, "reviews", kind="weekly", answers={"own_week": 7})
    assert await due(me) == []
    clock.pass_by(days=7)
    assert await kinds(me) == ["weekly"]


async def test_the_figures_of_a_week_are_those_of_its_dates(
    me: AsyncClient, clock: FakeClock
) -> None:
    clock.now = MONDAY
    streak = await a_streak(me, "2026-03-12", label="evenings")
    await a_contact(me, "2026-03-14", "reached_out")
    goal = {"title": "Run", "area": "body", "starts_on": "2026-03-01"}
    daily = await created(me, "goals", **goal, cadence={"times": 1, "per": "day"})
    weekly = await created(me, "goals", **goal, cadence={"times": 3, "per": "week"})
    unmet = await created(me, "goals", **goal, cadence={"times": 2, "per": "week"})
    await a_log(me, "2026-03-18", goal_id=unmet["id"])
    for day in ("15", "16", "17", "22", "23"):
        await a_mood(me, f"2026-03-{day}", {"16": -0.5, "22": 0.2}.get(day, 0.9))
        await a_log(me, f"2026-03-{day}", goal_id=daily["id"], first_time=day in {"15", "17"})
    for _ in range(3):
        await a_log(me, "2026-03-18", goal_id=weekly["id"], first_time=True)

    (review,) = await due(me)

    assert review["figures"] == {
        "from_on": "2026-03-16",
        "to_on": "2026-03-22",
        "streaks": [
            {
                "id": streak["id"],
                "kind": "no_contact",
                "label": "evenings",
                "current_days": 9,
                "longest_days": 9,
                "kept_ratio": 0.917,
                "slip_count": 1,
            }
        ],
        "goal_periods_met": 4,
        "moods": {"n": 3, "mean_valence": 0.2},
        "first_times": 4,
        "reciprocity": None,
    }


async def test_a_week_without_anything_has_no_means(me: AsyncClient, clock: FakeClock) -> None:
    clock.now = MONDAY

    (review,) = await due(me)

    assert review["figures"] == {
        "from_on": "2026-03-16",
        "to_on": "2026-03-22",
        "streaks": [],
        "goal_periods_met": 0,
        "moods": {"n": 0, "mean_valence": None},
        "first_times": 0,
        "reciprocity": None,
    }


@pytest.mark.parametrize(
    ("started", "kind", "from_on"),
    [
        ("2026-02-07", "day_31", "2026-02-08"),
        ("2026-01-14", "day_31", "2026-02-08"),
        ("2026-01-13", "day_56", "2026-01-14"),
    ],
)
async def test_a_streaks_is_due_from_day_31_and_from_day_56_on(
    me: AsyncClient, started: str, kind: str, from_on: str
) -> None:
    streak = await a_streak(me, started)
    await a_streak(me, "2026-02-08", kind="no_checking")

    (review,) = await due(me)

    assert (review["kind"], review["streak_id"]) == (kind, streak["id"])
    assert review["questions"] == asked("day_31" if kind == "day_31" else "day_56", "en")
    assert (review["figures"]["from_on"], review["figures"]["to_on"]) == (from_on, "2026-03-10")
    assert [each["id"] for each in review["figures"]["streaks"]] == [streak["id"]]
    await created(me, "reviews", kind=kind, streak_id=streak["id"])
    assert await due(me) == []


async def test_many_newer_streaks_hide_neither_a_review_nor_the_streak_it_is_of(
    me: AsyncClient,
) -> None:
    streak = await a_streak(me, "2026-01-20")
    for _ in range(6):
        await a_streak(me, "2026-03-09", kind="no_checking", person_id=await a_person(me))

    (review,) = await due(me)
    today = (await me.get("/v1/today?counters=true")).json()

    assert review["streak_id"] == streak["id"]
    assert today["review_due"] == {"kind": "day_31", "streak_id": streak["id"]}
    assert len(today["streaks"]) == 6
    assert today["streaks"][0]["id"] == streak["id"]


async def test_what_ended_is_not_reviewed(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-01-01")
    await me.put(f"/v1/streaks/{streak['id']}/ending", json={"outcome": "reconciled"})

    assert await due(me) == []


async def test_who_began_is_told_of_the_streaks_person_and_its_dates(me: AsyncClient) -> None:
    person, other = await a_person(me), await a_person(me)
    await a_streak(me, "2026-02-01", person_id=person)
    for kind in ("reached_out", "heard_from", "heard_from", "replied", "checked_profile"):
        await a_contact(me, "2026-03-01", kind, person_id=person)
    for kind in ("met_by_chance", "told_about", "posted"):
        await a_contact(me, "2026-03-02", kind, person_id=person)
    await a_contact(me, "2026-02-07", "heard_from", person_id=person)
    await a_contact(me, "2026-02-08", "met_by_choice", person_id=person)
    await a_contact(me, "2026-03-02", "reached_out", person_id=other)

    (review,) = await due(me)

    assert review["figures"]["reciprocity"] == {"n": 5, "by_you": 0.4, "by_them": 0.6}


async def test_a_streak_about_nobody_counts_everybody(me: AsyncClient) -> None:
    await a_streak(me, "2026-02-01")
    await a_contact(me, "2026-03-01", "heard_from", person_id=await a_person(me))
    await a_contact(me, "2026-03-01", "reached_out")

    (review,) = await due(me)

    assert review["figures"]["reciprocity"] == {"n": 2, "by_you": 0.5, "by_them": 0.5}


async def test_several_are_due_each_with_its_own_figures(me: AsyncClient, clock: FakeClock) -> None:
    clock.now = MONDAY
    first, second = await a_person(me), await a_person(me)
    for person, day in ((first, "2026-01-01"), (second, "2026-02-10")):
        await a_streak(me, day, person_id=person)
    await a_contact(me, "2026-03-01", "heard_from", person_id=first)

    reviews = await due(me)

    assert [each["kind"] for each in reviews] == ["day_31", "day_56", "weekly"]
    found = [each["figures"]["reciprocity"] for each in reviews]
    assert [each and each["n"] for each in found] == [0, 1, None]
    assert [len(each["figures"]["streaks"]) for each in reviews] == [1, 1, 2]


async def test_who_never_wants_counts_gets_none(me: AsyncClient) -> None:
    await a_streak(me, "2026-02-01")
    await prefer(me, show_counters="never")

    (review,) = await due(me)

    assert review["figures"]["streaks"] is None
    assert review["figures"]["moods"] == {"n": 0, "mean_valence": None}


async def test_in_safety_mode_only_the_week_is_looked_back_on(
    me: AsyncClient, clock: FakeClock
) -> None:
    clock.now = MONDAY
    await a_streak(me, "2026-01-01", label="canary")
    await prefer(me, show_counters="always", safety_mode=True)

    answer = await me.get("/v1/reviews/due")

    assert [each["kind"] for each in answer.json()["items"]] == ["weekly"]
    assert answer.json()["items"][0]["figures"]["streaks"] is None
    assert "canary" not in answer.text


async def test_the_questions_are_in_the_users_language(me: AsyncClient, clock: FakeClock) -> None:
    clock.now = MONDAY

    german = (await me.get("/v1/reviews/due", headers={"accept-language": "de"})).json()

    assert german["language"] == "de"
    assert german["items"][0]["questions"] == asked("weekly", "de")


async def test_nothing_of_another_user_is_due_or_counted(
    me: AsyncClient, somebody_else: AsyncClient, clock: FakeClock
) -> None:
    clock.now = MONDAY
    await a_streak(somebody_else, "2026-01-01")
    await a_mood(somebody_else, "2026-03-17", 0.5)
    await a_log(somebody_else, "2026-03-17", first_time=True)
    await created(somebody_else, "reviews", kind="weekly")

    (review,) = await due(me)

    assert review["kind"] == "weekly"
    assert review["figures"]["streaks"] == []
    assert (review["figures"]["moods"]["n"], review["figures"]["first_times"]) == (0, 0)


async def test_a_custom_one_stands_for_no_other_and_its_answers_are_not_repeated(
    me: AsyncClient, clock: FakeClock
) -> None:
    clock.now = MONDAY
    await created(me, "reviews", kind="custom", answers={"grew": "canary"})

    answer = await me.get("/v1/reviews/due")

    assert [each["kind"] for each in answer.json()["items"]] == ["weekly"]
    assert "canary" not in answer.text
