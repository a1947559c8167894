"""A goal's figures on a date."""

from dataclasses import dataclass
from datetime import date

from app.companion.goals.arithmetic.definitions import Definition
from app.companion.goals.arithmetic.rollups import Rollup


@dataclass(frozen=True, slots=True)
class Progress:
    """What has no meaning for a goal's kind is None."""

    period_start: date
    period_end: date | None
    done: int
    times: int | None
    met: bool
    current_run: int | None
    longest_run: int | None
    total: float | None
    target_ratio: float | None


def progress(definition: Definition, rollup: Rollup, today: date) -> Progress:
    if definition.amount is not None:
        return Progress(
            period_start=definition.starts_on,
            period_end=definition.due_on,
            done=rollup.done,
            times=None,
            met=rollup.total >= definition.amount,
            current_run=None,
            longest_run=None,
            total=float(rollup.total),
            target_ratio=float(rollup.total / definition.amount),
        )
    day = _day_of(definition, rollup, today)
    period = definition.period_of(day)
    times = definition.times or 0
    done = rollup.latest_done if rollup.latest_start == period.start else 0
    return Progress(
        period_start=period.start,
        period_end=period.end,
        done=done,
        times=times,
        met=done >= times,
        current_run=rollup.run if day <= rollup.run_until else 0,
        longest_run=rollup.longest_run,
        total=None,
        target_ratio=None,
    )


def _day_of(definition: Definition, rollup: Rollup, today: date) -> date:
    """Give the goal's today: not before it starts, nor before what was logged in a zone ahead."""
    return max(today, definition.starts_on, rollup.latest_start or date.min)
