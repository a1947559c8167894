"""Adds logs up to periods, and periods to what a goal is read from whatever the day.

Source: streaks.md, "Goals". A run never depends on today but in this: it is over once the first
period after it that could not rest has passed, which is why a rollup says how long it stands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from app.companion.goals.arithmetic.dates_aside import DAY, Span, first_free
from app.companion.goals.arithmetic.definitions import Definition
from app.core.periods import Period


class Log(NamedTuple):
    """Something done that counts; for a target, `amount` is in its own unit."""

    local_date: date
    amount: Decimal


class Count(NamedTuple):
    """What was done in a period."""

    done: int
    amount: Decimal


Counts = Mapping[date, Count]
"""By the starts of their periods; a period without logs is not there."""
NOTHING = Count(0, Decimal(0))


@dataclass(frozen=True, slots=True)
class Rollup:
    """All that reading a goal takes.

    `latest_start` and `latest_done` are of the last period with a log, `run` is that of the last
    met period and stands up to and including `run_until`. `done` and `total` are over all time.
    """

    latest_start: date | None
    latest_done: int
    run: int
    run_until: date
    longest_run: int
    done: int
    total: Decimal


def counted(definition: Definition, logs: Iterable[Log]) -> dict[date, Count]:
    """Add logs up by their periods, in an order of their own: sums don't depend on that of coming.

    What lies before the goal's first day is left out, and so are the amounts of a cadence, whose
    logs may be in whatever units.
    """
    counts: dict[date, Count] = {}
    for log in sorted(logs):
        if log.local_date >= definition.first_day:
            start = definition.period_of(log.local_date).start
            before = counts.get(start, NOTHING)
            amount = NOTHING.amount if definition.amount is None else log.amount
            counts[start] = Count(before.done + 1, before.amount + amount)
    return counts


def roll_up(definition: Definition, counts: Counts, aside: Sequence[Span]) -> Rollup:
    latest = max(counts, default=None)
    run, longest_run, run_until = 0, 0, date.min
    for period in _met(definition, counts, aside):
        run = run + 1 if period.start <= run_until else 1
        longest_run = max(longest_run, run)
        run_until = _last_day_of_standing(definition, period, aside)
    return Rollup(
        latest_start=latest,
        latest_done=0 if latest is None else counts[latest].done,
        run=run,
        run_until=run_until,
        longest_run=longest_run,
        done=sum(count.done for count in counts.values()),
        total=sum((counts[start].amount for start in sorted(counts)), Decimal(0)),
    )


def _met(definition: Definition, counts: Counts, aside: Sequence[Span]) -> Iterator[Period]:
    """Go through the periods that lengthen a run: met, and not wholly set aside."""
    if definition.times is None:
        return
    for start in sorted(counts):
        period = definition.period_of(start)
        if counts[start].done >= definition.times and first_free(aside, start) <= period.end:
            yield period


def _last_day_of_standing(definition: Definition, met: Period, aside: Sequence[Span]) -> date:
    """Give the end of the next period that is not wholly set aside: by then it has to be met."""
    free = first_free(aside, met.end + DAY)
    return free if free == date.max else definition.period_of(free).end
