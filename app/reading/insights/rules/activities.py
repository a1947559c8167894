"""Activities and mood: how days with an activity and days without it differ, and how surely."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from app.reading.insights.rules.samples import Sample, apart
from app.reading.insights.rules.student import Interval, welch

ENOUGH_DATES = 5
MOST_SHOWN = 20


class With(NamedTuple):
    """The mean valences of the dates with an activity, or with anything of an area."""

    what: str
    dates: Sample


@dataclass(frozen=True, slots=True)
class Side:
    n: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """`difference` is with less without; `interval` its 95 % interval, if there is enough."""

    what: str
    on_days_with: Side
    on_days_without: Side
    difference: float | None
    interval: Interval | None
    sufficient: bool


def differences(all_dates: Sample, found: Iterable[With]) -> list[Difference]:
    """Give the most frequent ones, in the order of how many dates each was on."""
    frequent = sorted(found, key=lambda each: (-each.dates.n, each.what))
    return [_difference(all_dates, each) for each in frequent[:MOST_SHOWN]]


def _difference(all_dates: Sample, found: With) -> Difference:
    done, rest = found.dates, apart(all_dates, found.dates)
    sufficient = done.n >= ENOUGH_DATES and rest.n >= ENOUGH_DATES
    between = welch(done, rest) if sufficient else None
    return Difference(
        what=found.what,
        on_days_with=_side(done),
        on_days_without=_side(rest),
        difference=round(done.mean - rest.mean, 3) if done.n and rest.n else None,
        interval=between and Interval(round(between.low, 3), round(between.high, 3)),
        sufficient=sufficient,
    )


def _side(dates: Sample) -> Side:
    return Side(dates.n, round(dates.mean, 3) if dates.n else None)
