"""Which periods of a goal a window counts, and whether they were met."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.companion.goals.arithmetic.dates_aside import Span, first_free
from app.companion.goals.arithmetic.definitions import Definition
from app.reading.insights.rules.growth import GoalPeriod
from app.reading.insights.rules.windows import DAY, Window


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with a cadence; `done` is by the starts of its periods, `aside` its days of rest."""

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
