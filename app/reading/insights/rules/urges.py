"""Urges: how many, how strong, how they ended, what set them off, at which hours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.reading.insights.rules.balances import ENOUGH
from app.reading.insights.rules.windows import Window

QUARTER_S = 900
"""No zone is off by less than a quarter of an hour, so a quarter lies in one hour everywhere."""
OUTCOMES = ("resisted", "passed", "slipped", "open")


class Found(NamedTuple):
    """Urges of one bucket: how many, and their intensities added up."""

    bucket_start: date
    n: int
    intensities: int


@dataclass(frozen=True, slots=True)
class Urges:
    start: date
    end: date
    n: int
    mean_intensity: float | None


@dataclass(frozen=True, slots=True)
class Helped:
    """Of the urges resolved with a technique, those after which it was less."""

    n: int
    helped: int
    share: float | None


def urges(window: Window, found: Iterable[Found]) -> tuple[Urges, list[Urges]]:
    """Give the whole window, and its buckets."""
    by_start = {max(each.bucket_start, window.start): [each] for each in found}
    buckets = [_urges(start, end, by_start.get(start, [])) for start, end in window.buckets()]
    everything = [each for one in by_start.values() for each in one]
    return _urges(window.start, window.end, everything), buckets


def helped_share(n: int, helped: int) -> Helped:
    return Helped(n, helped, round(helped / n, 3) if n else None)


def is_enough(n: int) -> bool:
    return n >= ENOUGH


def by_hour(quarters: Mapping[str, Sequence[int]], first_hour: int) -> list[tuple[int, int]]:
    """Count moments by the hour on the wall clock where they were, from the day's start on.

    Args:
        quarters: By the names of time zones, moments as quarters of an hour since 1970.
        first_hour: In which hour the user's day starts.
    """
    counts = [0] * 24
    for name, moments in quarters.items():
        zone = ZoneInfo(name)
        for moment in moments:
            counts[datetime.fromtimestamp(moment * QUARTER_S, UTC).astimezone(zone).hour] += 1
    return [(hour % 24, counts[hour % 24]) for hour in range(first_hour, first_hour + 24)]


def _urges(start: date, end: date, found: Sequence[Found]) -> Urges:
    n = sum(each.n for each in found)
    total = sum(each.intensities for each in found)
    return Urges(start, end, n, round(total / n, 3) if n else None)
