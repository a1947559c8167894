"""The dates on which a goal rests, excused or paused, as spans: a year costs no more than a day."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

DAY = timedelta(days=1)


class Pause(NamedTuple):
    """Whole local dates, both ends inclusive; open without `until_on`."""

    from_on: date
    until_on: date | None

    @property
    def last_on(self) -> date:
        return self.until_on or date.max


class Span(NamedTuple):
    """Dates in a row, both ends inclusive; it goes on for ever if `last` is `date.max`."""

    first: date
    last: date


def dates_aside(excused: Iterable[date], pauses: Iterable[Pause]) -> list[Span]:
    """Join all of them to the fewest spans, in order: between two of them, a date is free."""
    spans = [Span(day, day) for day in excused]
    spans += [Span(pause.from_on, pause.last_on) for pause in pauses]
    joined: list[Span] = []
    for span in sorted(spans):
        before = joined[-1] if joined else None
        if before is not None and (before.last == date.max or span.first <= before.last + DAY):
            joined[-1] = Span(before.first, max(before.last, span.last))
        else:
            joined.append(span)
    return joined


def first_free(aside: Sequence[Span], day: date) -> date:
    """Find the first date from `day` on that lies in no span; `date.max` if none ever does."""
    at = bisect_left(aside, day, key=attrgetter("last"))
    if at == len(aside) or day < aside[at].first:
        return day
    last = aside[at].last
    return last if last == date.max else last + DAY


def overlaps(pause: Pause, others: Iterable[Pause]) -> bool:
    """Tell whether any date would be paused twice."""
    return any(
        pause.from_on <= other.last_on and other.from_on <= pause.last_on for other in others
    )
