"""Growth, 0 to 100: first times, areas, company, goals, a quarter each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.reading.insights.rules.balances import ENOUGH
from app.reading.insights.rules.windows import Window

QUARTER = 25
FIRST_TIMES, FIRST_TIMES_DAYS = 4, 30
AREAS = 5
COMPANY = ("friends", "family", "new_people")
"""Being alone is no company, and the person is not what one grows towards."""


class Logs(NamedTuple):
    """Logs of one bucket that are alike."""

    bucket_start: date
    area: str
    company: Sequence[str]
    first_time: bool
    n: int


class GoalPeriod(NamedTuple):
    """`counted_on` is its last date, or today while it runs and is met already."""

    counted_on: date
    met: bool


@dataclass(frozen=True, slots=True)
class Part:
    """`full_at` is what gives all 25 points."""

    figure: float
    full_at: float
    n: int
    points: float


@dataclass(frozen=True, slots=True)
class Growth:
    """`n` is how many logs and goal periods there are."""

    start: date
    end: date
    n: int
    score: int
    first_times: Part
    areas: Part
    company: Part
    goals: Part
    sufficient: bool


def growths(
    window: Window, logs: Iterable[Logs], periods: Iterable[GoalPeriod]
) -> tuple[Growth, list[Growth]]:
    """Give the whole window, and its buckets."""
    by_start: dict[date, tuple[list[Logs], list[GoalPeriod]]] = {}
    for log in logs:
        start = max(log.bucket_start, window.start)
        by_start.setdefault(start, ([], []))[0].append(log)
    for period in periods:
        start = window.bucket_start(period.counted_on)
        by_start.setdefault(start, ([], []))[1].append(period)
    buckets = [
        growth(start, end, *by_start.get(start, ([], []))) for start, end in window.buckets()
    ]
    every_log = [log for found, _ in by_start.values() for log in found]
    every_period = [period for _, found in by_start.values() for period in found]
    return growth(window.start, window.end, every_log, every_period), buckets


def growth(start: date, end: date, logs: Sequence[Logs], periods: Sequence[GoalPeriod]) -> Growth:
    done = sum(log.n for log in logs)
    first_times = sum(log.n for log in logs if log.first_time)
    company = {each for log in logs for each in log.company} & set(COMPANY)
    met = sum(period.met for period in periods)
    parts = {
        "first_times": _part(first_times, _full_first_times(start, end), done),
        "areas": _part(len({log.area for log in logs}), AREAS, done),
        "company": _part(len(company), len(COMPANY), done),
        "goals": _part(met / len(periods) if periods else 0, 1, len(periods)),
    }
    n = done + len(periods)
    score = round(sum(part.points for part in parts.values()))
    return Growth(start, end, n, score, **parts, sufficient=n >= ENOUGH)


def _full_first_times(start: date, end: date) -> float:
    return FIRST_TIMES * ((end - start).days + 1) / FIRST_TIMES_DAYS


def _part(figure: float, full_at: float, n: int) -> Part:
    points = QUARTER * min(figure / full_at, 1)
    return Part(round(figure, 3), round(full_at, 3), n, round(points, 1))
