"""Two sides of a balance: attention, push and pull, who reaches out. Source: streaks.md, Insights.

Each kind of entry weighs so much on either side; a share is of the second side.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.reading.insights.rules.windows import Window

ENOUGH = 7

Weights = Mapping[str, tuple[float, float]]
ATTENTION: Weights = {
    "contact": (1, 0),
    "check": (1, 0),
    "urge": (1, 0),
    "journal_them": (1, 0),
    "journal_both": (0.5, 0.5),
    "journal_self": (0, 1),
    "own_activity": (0, 1),
}
"""Them, then the user's own life."""
ENERGY: Weights = {
    "contact": (1, 0),
    "check": (1, 0),
    "slipped_urge": (1, 0),
    "resisted_urge": (0, 1),
    "mindfulness": (0, 1),
    "journal": (0, 1),
    "mood": (0, 1),
    "open_reply": (0, 1),
    "present_encounter": (0, 1),
}
"""Pushing, then pulling."""
RECIPROCITY: Weights = {"by_me": (1, 0), "by_them": (0, 1)}


class Tally(NamedTuple):
    """How many entries of a kind there are in the bucket that begins on a date."""

    bucket_start: date
    what: str
    n: int


@dataclass(frozen=True, slots=True)
class Balance:
    """`share` is second / (first + second), None where both are 0."""

    start: date
    end: date
    n: int
    first: float
    second: float
    share: float | None
    sufficient: bool


@dataclass(frozen=True, slots=True)
class Balances:
    whole: Balance
    buckets: list[Balance]
    counts: dict[str, int]


def balances(window: Window, weights: Weights, tallies: Iterable[Tally]) -> Balances:
    found: dict[date, dict[str, int]] = {}
    counts = dict.fromkeys(weights, 0)
    for start, what, n in tallies:
        bucket = found.setdefault(max(start, window.start), {})
        bucket[what] = bucket.get(what, 0) + n
        counts[what] += n
    buckets = [
        _balance(period.start, period.end, weights, found.get(period.start, {}))
        for period in window.buckets()
    ]
    return Balances(_balance(window.start, window.end, weights, counts), buckets, counts)


def _balance(start: date, end: date, weights: Weights, counts: Mapping[str, int]) -> Balance:
    n = sum(counts.values())
    first = sum(weights[what][0] * each for what, each in counts.items())
    second = sum(weights[what][1] * each for what, each in counts.items())
    share = round(second / (first + second), 3) if n else None
    return Balance(start, end, n, first, second, share, n >= ENOUGH)
