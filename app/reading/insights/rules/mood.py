"""Mood: mean valence, spread and n; means of energy, longing and loneliness beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.reading.insights.rules.balances import ENOUGH
from app.reading.insights.rules.samples import EMPTY, Sample, together
from app.reading.insights.rules.windows import Window

SCALES = ("energy", "longing", "loneliness")


class Found(NamedTuple):
    """The check-ins of one bucket; `scales` hold n and mean of each of `SCALES`."""

    bucket_start: date
    valence: Sample
    scales: Mapping[str, Sample]


@dataclass(frozen=True, slots=True)
class Mean:
    n: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class Mood:
    start: date
    end: date
    n: int
    mean: float | None
    spread: float | None
    energy: Mean
    longing: Mean
    loneliness: Mean


@dataclass(frozen=True, slots=True)
class Moods:
    whole: Mood
    buckets: list[Mood]
    sufficient: bool


def moods(window: Window, found: Iterable[Found]) -> Moods:
    by_start = {max(each.bucket_start, window.start): [each] for each in found}
    buckets = [_mood(start, end, by_start.get(start, [])) for start, end in window.buckets()]
    everything = [each for one in by_start.values() for each in one]
    whole = _mood(window.start, window.end, everything)
    return Moods(whole, buckets, whole.n >= ENOUGH)


def _mood(start: date, end: date, found: list[Found]) -> Mood:
    valence = together(each.valence for each in found)
    scales = {
        name: _mean(together(each.scales.get(name, EMPTY) for each in found)) for name in SCALES
    }
    mean, spread = _mean(valence).mean, valence.spread
    rounded = None if spread is None else round(spread, 3)
    return Mood(start, end, valence.n, mean, rounded, **scales)


def _mean(sample: Sample) -> Mean:
    return Mean(sample.n, round(sample.mean, 3) if sample.n else None)
