"""Whether weak moments gather at some hours, so that a word before them may help: pure.

A choice of ours, not a figure of a study: enough urges, on enough days, a good part of them within
two hours. By chance two hours hold a twelfth.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction

WINDOW_DAYS = 56
LEAST_URGES, LEAST_DATES = 8, 5
LEAST_SHARE = Fraction(2, 5)
FAIR_SHARE, TIMES_FAIR = Fraction(1, 12), 2
HOURS = 24

Moment = tuple[int, date]
"""The hour that the wall showed where it was, and the local date."""


@dataclass(frozen=True, slots=True)
class RiskyHours:
    """`n` of `of` urges came within the two hours that begin at `hour`."""

    hour: int
    n: int
    of: int

    @property
    def end(self) -> int:
        return (self.hour + 2) % HOURS

    @property
    def half_an_hour_before(self) -> time:
        return time((self.hour - 1) % HOURS, 30)


def risky_hours(moments: Sequence[Moment]) -> RiskyHours | None:
    """Find the two hours that hold the most, if that is enough to speak of.

    Of two that hold as many, it is the one that begins with the fuller hour, then the earlier.
    """
    if len(moments) < LEAST_URGES or len({day for _, day in moments}) < LEAST_DATES:
        return None
    by_hour = Counter(hour for hour, _ in moments)

    def rank(hour: int) -> tuple[int, int, int]:
        return by_hour[hour] + by_hour[(hour + 1) % HOURS], by_hour[hour], -hour

    n, _, minus_hour = max(map(rank, range(HOURS)))
    share = Fraction(n, len(moments))
    if share < max(LEAST_SHARE, TIMES_FAIR * FAIR_SHARE):
        return None
    return RiskyHours(-minus_hour, n, len(moments))
