"""When a review is due, and what each kind asks, as tables."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.companion.reviews.questions import ASKED, TYPES, asked
from app.companion.reviews.rules import (
    DayKind,
    due_of_streak,
    may_be_made,
    week_before,
    weekly_is_due,
)
from app.core.periods import period_of

TUESDAY = date(2026, 3, 10)
DAYS = st.dates(date(1990, 1, 1), date(2190, 1, 1))


@given(DAYS, st.sampled_from(["monday", "sunday"]))
def test_the_week_before_ends_where_the_week_begins(day: date, starts: str) -> None:
    week, before = period_of(day, "week", starts), week_before(day, starts)

    assert week.start <= day <= week.end
    assert before.end + timedelta(days=1) == week.start
    assert period_of(before.end, "week", starts) == before
    assert (week.end - week.start).days == (before.end - before.start).days == 6


@pytest.mark.parametrize(
    ("on", "starts", "began_on", "is_made", "is_due"),
    [
        ("2026-03-10", "monday", "2026-03-02", False, True),  # since the first day of that week
        ("2026-03-10", "monday", "2026-03-03", False, False),  # it had begun already
        ("2026-03-10", "monday", "2026-02-01", True, False),
        ("2026-03-09", "monday", "2026-03-02", False, True),  # the first day of the new week
        ("2026-03-08", "monday", "2026-03-02", False, False),  # the week is not over
        ("2026-03-08", "sunday", "2026-03-01", False, True),
        ("2026-03-08", "sunday", "2026-03-02", False, False),
        ("2026-03-15", "monday", "2026-03-02", False, True),  # all week long
    ],
)
def test_a_weekly_one_is_due_for_the_week_that_is_over(
    on: str, starts: str, began_on: str, *, is_made: bool, is_due: bool
) -> None:
    dates = date.fromisoformat(on), date.fromisoformat(began_on)

    assert weekly_is_due(dates[0], starts, dates[1], is_made=is_made) is is_due


@pytest.mark.parametrize(
    ("journey_days", "made", "due", "may"),
    [
        (0, [], None, set()),
        (30, [], None, set()),
        (31, [], "day_31", {"day_31"}),
        (31, ["day_31"], None, set()),
        (31, ["weekly", "custom"], "day_31", {"day_31"}),
        (55, [], "day_31", {"day_31"}),
        (56, [], "day_56", {"day_31", "day_56"}),
        (56, ["day_31"], "day_56", {"day_56"}),
        (56, ["day_56"], None, {"day_31"}),
        (400, ["day_31", "day_56"], None, set()),
        (-3, [], None, set()),
    ],
)
def test_a_streaks_are_due_on_day_31_and_on_day_56_in_its_place(
    journey_days: int, made: list[str], due: str | None, may: set[DayKind]
) -> None:
    kinds: tuple[DayKind, DayKind] = ("day_31", "day_56")

    assert due_of_streak(journey_days, made) == due
    assert {kind for kind in kinds if may_be_made(kind, journey_days, made)} == may


def test_a_custom_one_asks_whatever_another_asks() -> None:
    assert (
        set(ASKED["custom"]) == set(TYPES) >= {name for names in ASKED.values() for name in names}
    )
    assert all(len(names) == len(set(names)) for names in ASKED.values())


@pytest.mark.parametrize("kind", ["weekly", "day_31", "day_56"])
def test_each_asks_for_words_and_for_a_number(kind: DayKind) -> None:
    assert {TYPES[name] for name in ASKED[kind]} == {"text", "scale"}


def test_every_question_has_its_text_in_both_languages() -> None:
    english, german = asked("custom", "en"), asked("custom", "de")

    assert [each["id"] for each in english] == [each["id"] for each in german]
    assert all(one["text"] != other["text"] for one, other in zip(english, german, strict=True))
