"""Which periods of a goal a window counts, and whether they were met."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.companion.goals.arithmetic.dates_aside import Pause, Span, dates_aside, first_free
from app.companion.goals.arithmetic.definitions import Definition
from app.reading.insights.rules.growth import GoalPeriod
from app.reading.insights.rules.windows import DAY, Window


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with a cadence; `done` is by the starts of its periods, `aside` its days of rest."""

    id: str
    definition: Definition
    done: Mapping[date, int]
    aside: Sequence[Span]


def goal_periods(window: Window, goal: Goal, today: date) -> Iterator[GoalPeriod]:
    """Go through the periods that end in the window; the running one counts once it is met.

    A period that is wholly set aside doesn't count.
    """
    last = min(window.end, today)
    day = max(window.start, goal.definition.first_day)
    while day <= last:
        period = goal.definition.period_of(day)
        counted_on = min(period.end, today)
        met = goal.done.get(period.start, 0) >= (goal.definition.times or 0)
        is_over = period.end < today
        is_free = first_free(goal.aside, period.start) <= period.end
        if counted_on <= last and (is_over or met) and is_free:
            yield GoalPeriod(counted_on, met)
        day = period.end + DAY


def goal_from(goal: Sequence[Any]) -> Goal:
    """Take a goal out of the JSON that a statement gives: lists, and dates as ISO 8601 text."""
    id_, starts_on, times, per, week_starts_on, periods, excused, pauses = goal
    day = date.fromisoformat
    return Goal(
        id_,
        Definition(day(starts_on), times, per, week_starts_on, None, None),
        {day(start): done for start, done in periods or ()},
        dates_aside(
            (day(on) for (on,) in excused or ()),
            (Pause(day(first), last and day(last)) for first, last in pauses or ()),
        ),
    )
