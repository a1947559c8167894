"""Which days of a streak are milestones, and when they are reached: pure, on plain values.

Rules and a worked example: the streaks section of streaks.md. A pause is its first and its last
date, both inclusive; one that is open has no last.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, count
from uuid import UUID, uuid5

FIRST_DAYS = (1, 3, 7, 14, 21, 31, 56, 90, 180)
YEAR = 365

Pause = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A segment up to and including a date; `opened_by` is the streak where it is the first."""

    opened_by: UUID
    started_on: date
    until: date


@dataclass(frozen=True, slots=True)
class Reached:
    """A milestone of a segment, on the date on which its days came to that number."""

    opened_by: UUID
    days: int
    on: date


def reached(stretches: Iterable[Stretch], pauses: Sequence[Pause]) -> Iterator[Reached]:
    """Tell the milestones of each stretch, oldest first."""
    for stretch in stretches:
        for days, on in _dates(stretch.started_on, pauses):
            if on > stretch.until:
                break
            yield Reached(stretch.opened_by, days, on)


def next_on(running: Stretch, pauses: Sequence[Pause]) -> date | None:
    """Tell when the next milestone will be reached; None if a pause has no end."""
    dates = (on for _, on in _dates(running.started_on, pauses))
    return next((on for on in dates if on > running.until), None)


def is_one(days: int) -> bool:
    """Tell whether that many days are a milestone."""
    return days in FIRST_DAYS or (days > 0 and days % YEAR == 0)


def milestone_id(streak_id: UUID, opened_by: UUID, days: int) -> UUID:
    """Name a milestone by what it is: reached again, it is the same."""
    return uuid5(streak_id, f"{opened_by}/{days}")


def is_news(reached_on: date, today: date) -> bool:
    """Whether to tell of it still: only on the day it was reached, and on the next."""
    return timedelta(0) <= today - reached_on <= timedelta(days=1)


def _dates(started_on: date, pauses: Sequence[Pause]) -> Iterator[tuple[int, date]]:
    for days in chain(FIRST_DAYS, count(YEAR, YEAR)):
        on = _date_of(started_on, days, pauses)
        if on is None:
            return
        yield days, on


def _date_of(started_on: date, days: int, pauses: Sequence[Pause]) -> date | None:
    """Find the date that many unpaused dates after the start; None if there is none."""
    counted_to = started_on.toordinal()
    on = counted_to + days
    for first, last in sorted((first, last or date.max) for first, last in pauses):
        begin = max(first.toordinal(), counted_to + 1)
        if begin > on:
            break
        if last.toordinal() >= begin:
            on += last.toordinal() - begin + 1
            counted_to = last.toordinal()
    return date.fromordinal(on) if on <= date.max.toordinal() else None
