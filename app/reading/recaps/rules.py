"""What a week was, on plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.companion.streaks.arithmetic.date_runs import Run, count, joined, outside

Kept = Literal["all", "most", "some", "none", "paused"]
MOST = 0.5


@dataclass(frozen=True, slots=True)
class Days:
    """Dates of the week that a streak was tried on, and those kept."""

    tried: int
    kept: int

    @property
    def in_words(self) -> Kept:
        if self.tried == 0:
            return "paused"
        if self.kept in {0, self.tried}:
            return "all" if self.kept else "none"
        return "most" if self.kept / self.tried > MOST else "some"


def days_of_streak(
    dates: tuple[date, date],
    segments: Iterable[tuple[date, date]],
    broken: Iterable[date],
    paused: Sequence[Run],
) -> Days:
    """Count dates of a streak, both ends inclusive.

    A date is kept that lies in a segment and has no break: between two segments there is the gap
    that a break tore. Paused dates were not tried.
    """
    first, last = dates[0].toordinal(), dates[1].toordinal()
    in_segments = joined((start.toordinal(), end.toordinal()) for start, end in segments)
    lost = [
        *outside(in_segments, first, last),
        *((day.toordinal(), day.toordinal()) for day in broken),
    ]
    tried = outside(paused, first, last)
    kept = outside(joined([*paused, *lost]), first, last)
    return Days(count(tried), count(kept))
