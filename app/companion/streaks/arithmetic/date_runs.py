"""Sets of dates as runs of days in a row: a year costs no more than a day.

A run is its first and its last day, both inclusive, as ordinals (``date.toordinal``).
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import itemgetter

Run = tuple[int, int]

_last = itemgetter(1)


def joined(runs: Iterable[Run]) -> list[Run]:
    """The same days as the fewest runs, in order. A run that ends before it begins holds none."""
    found: list[Run] = []
    for first, last in sorted(run for run in runs if run[0] <= run[1]):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def outside(runs: Sequence[Run], first: int, last: int) -> list[Run]:
    """The days from ``first`` to ``last``, both inclusive, that lie in none of the joined runs."""
    free: list[Run] = []
    for begin, end in runs[bisect_left(runs, first, key=_last) :]:
        if begin > last:
            break
        if first < begin:
            free.append((first, begin - 1))
        first = end + 1
    if first <= last:
        free.append((first, last))
    return free


def count(runs: Iterable[Run]) -> int:
    return sum(last - first + 1 for first, last in runs)
