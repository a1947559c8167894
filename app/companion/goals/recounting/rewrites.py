"""What has to be written after something touched some goals: pure, on plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from app.companion.goals.arithmetic.dates_aside import dates_aside
from app.companion.goals.arithmetic.rollup_json import RollupJson, rollup_to_json
from app.companion.goals.arithmetic.rollups import Count, counted, roll_up
from app.companion.goals.recounting.loaded import Loaded

Row = dict[str, Any]
"""A row as JSON: ids, dates and decimals are text."""


@dataclass(slots=True)
class Rewrite:
    """Only what differs from what is stored. `rollups` are by their goals' ids."""

    rollups: dict[UUID, RollupJson] = field(default_factory=dict)
    periods: list[Row] = field(default_factory=list)
    gone: list[UUID] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.rollups or self.periods or self.gone)


def recounted(goals: Iterable[Loaded]) -> Rewrite:
    """Count each goal's logs anew: all, or those of the one period that was touched."""
    return _rewrite((goal, _counts_after(goal)) for goal in goals)


def rolled_up(goals: Iterable[Loaded]) -> Rewrite:
    """Reckon runs anew from periods that stay: other dates are set aside."""
    return _rewrite((goal, goal.counts) for goal in goals)


def _counts_after(goal: Loaded) -> Mapping[date, Count]:
    fresh = counted(goal.definition, goal.logs)
    if goal.around is None:
        return fresh
    touched = goal.definition.period_of(goal.around).start
    after = {start: count for start, count in goal.counts.items() if start != touched}
    return after | {start: count for start, count in fresh.items() if start == touched}


def _rewrite(goals: Iterable[tuple[Loaded, Mapping[date, Count]]]) -> Rewrite:
    rewrite = Rewrite()
    for goal, after in goals:
        aside = dates_aside(goal.excused, goal.pauses)
        rollup = rollup_to_json(roll_up(goal.definition, after, aside))
        if rollup != goal.rollup:
            rewrite.rollups[goal.id] = rollup
        rewrite.periods += [
            _row(goal.id, start, count)
            for start, count in after.items()
            if goal.counts.get(start) != count
        ]
        rewrite.gone += [_period_id(goal.id, start) for start in goal.counts.keys() - after.keys()]
    return rewrite


def _row(goal_id: UUID, start: date, count: Count) -> Row:
    return {
        "id": str(_period_id(goal_id, start)),
        "goal_id": str(goal_id),
        "period_start": start.isoformat(),
        "done": count.done,
        "amount": str(count.amount),
    }


def _period_id(goal_id: UUID, start: date) -> UUID:
    """Name a period by its start, so that a rewrite finds it again."""
    return uuid5(goal_id, start.isoformat())
