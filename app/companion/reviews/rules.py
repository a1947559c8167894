"""When a review is due: by dates alone.

A weekly one is, from the first date of each week on, about the week before, unless one was made
in the week that runs or the account began after that week did. A streak's are once it is 31 and
56 dates old, whatever happened on the way; the later takes the earlier one's place.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Literal

from app.core.periods import Period, period_of

DayKind = Literal["day_31", "day_56"]
AFTER_DAYS: Mapping[DayKind, int] = {"day_31": 31, "day_56": 56}
WEEK = timedelta(days=7)


def week_before(day: date, week_starts_on: str) -> Period:
    """Give the last week that is over."""
    running = period_of(day, "week", week_starts_on)
    return Period(running.start - WEEK, running.end - WEEK)


def weekly_is_due(day: date, week_starts_on: str, began_on: date, *, is_made: bool) -> bool:
    """`is_made`: one was, in the week that holds the day."""
    return not is_made and began_on <= week_before(day, week_starts_on).start


def may_be_made(kind: DayKind, journey_days: int, made: Collection[str]) -> bool:
    """Tell whether a streak has come that far and has no such review yet."""
    return journey_days >= AFTER_DAYS[kind] and kind not in made


def due_of_streak(journey_days: int, made: Collection[str]) -> DayKind | None:
    """Give the latest review that a streak has come to, unless it was made."""
    reached: list[DayKind] = [kind for kind, days in AFTER_DAYS.items() if journey_days >= days]
    return reached[-1] if reached and reached[-1] not in made else None
