"""The figures of a goal again, period by period from its first one, from streaks.md's text alone.

Slow and plain on purpose: nothing is shared with the code under test but the shapes.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from app.companion.goals.arithmetic.dates_aside import Pause
from app.companion.goals.arithmetic.definitions import Definition
from app.companion.goals.arithmetic.progress import Progress
from app.companion.goals.arithmetic.rollups import Log

Dates = list[date]


@dataclass(frozen=True)
class Life:
    """Everything a goal's figures are a function of."""

    definition: Definition
    logs: Sequence[Log]
    excused: frozenset[date]
    pauses: Sequence[Pause]
    today: date


def reckon(life: Life) -> Progress:
    if life.definition.amount is not None:
        return _target(life)
    periods = _periods(life)
    run, longest = 0, 0
    for period in periods:
        if _is_skipped(life, period):
            continue
        if _done(life, period) >= (life.definition.times or 0):
            run += 1
        elif period != periods[-1]:
            run = 0
        longest = max(longest, run)
    done = _done(life, periods[-1])
    return Progress(
        period_start=periods[-1][0],
        period_end=periods[-1][-1],
        done=done,
        times=life.definition.times,
        met=done >= (life.definition.times or 0),
        current_run=run,
        longest_run=longest,
        total=None,
        target_ratio=None,
    )


def _target(life: Life) -> Progress:
    counting = [log for log in life.logs if log.local_date >= life.definition.starts_on]
    total = sum((Fraction(log.amount) for log in counting), Fraction(0))
    ratio = total / Fraction(life.definition.amount or 0)
    return Progress(
        period_start=life.definition.starts_on,
        period_end=life.definition.due_on,
        done=len(counting),
        times=None,
        met=ratio >= 1,
        current_run=None,
        longest_run=None,
        total=float(total),
        target_ratio=float(ratio),
    )


def _periods(life: Life) -> list[Dates]:
    """The periods from the one with the first date to the running one, as lists of dates.

    What is logged on a later date than today moves today along.
    """
    first = _period(life.definition, life.definition.starts_on)
    last = max([life.today, life.definition.starts_on, *(log.local_date for log in life.logs)])
    found = [first]
    while found[-1][-1] < last:
        found.append(_period(life.definition, found[-1][-1] + timedelta(days=1)))
    return found


def _period(definition: Definition, day: date) -> Dates:
    if definition.per == "day":
        return [day]
    if definition.per == "month":
        length = calendar.monthrange(day.year, day.month)[1]
        return [date(day.year, day.month, number) for number in range(1, length + 1)]
    first = calendar.MONDAY if definition.week_starts_on == "monday" else calendar.SUNDAY
    weeks = calendar.Calendar(first).monthdatescalendar(day.year, day.month)
    return next(week for week in weeks if day in week)


def _done(life: Life, period: Dates) -> int:
    return sum(log.local_date in period for log in life.logs)


def _is_skipped(life: Life, period: Dates) -> bool:
    return all(day in life.excused or _is_paused(life, day) for day in period)


def _is_paused(life: Life, day: date) -> bool:
    return any(
        pause.from_on <= day and (pause.until_on is None or day <= pause.until_on)
        for pause in life.pauses
    )
