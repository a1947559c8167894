"""Which period a local date lies in: the day, the week or the month."""

from datetime import date, timedelta
from typing import NamedTuple

FIRST_WEEKDAY = {"monday": 0, "sunday": 6}
"""As `date.weekday` numbers them."""


class Period(NamedTuple):
    """Whole local dates, both ends inclusive."""

    start: date
    end: date


def period_of(day: date, per: str, week_starts_on: str | None) -> Period:
    if per == "day":
        return Period(day, day)
    if per == "week":
        start = day - timedelta(
            days=(day.weekday() - FIRST_WEEKDAY[week_starts_on or "monday"]) % 7
        )
        return Period(start, start + timedelta(days=6))
    in_next_month = day.replace(day=28) + timedelta(days=4)
    return Period(day.replace(day=1), in_next_month - timedelta(days=in_next_month.day))
