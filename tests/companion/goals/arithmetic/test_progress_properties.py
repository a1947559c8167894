"""Random goals against the oracle: whatever was done, in whatever order it came to be known."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID, uuid5

from hypothesis import event, given, settings
from hypothesis import strategies as st

from app.companion.goals.arithmetic.dates_aside import Pause, dates_aside
from app.companion.goals.arithmetic.definitions import Definition
from app.companion.goals.arithmetic.progress import Progress, progress
from app.companion.goals.arithmetic.rollup_json import rollup_from_json, rollup_to_json
from app.companion.goals.arithmetic.rollups import Count, Log, Rollup, counted, roll_up
from app.companion.goals.recounting.loaded import Loaded
from app.companion.goals.recounting.rewrites import Rewrite, recounted, rolled_up
from tests.companion.goals.arithmetic.oracle import Life, reckon
from tests.companion.goals.arithmetic.random_lives import EPOCH, lives

often = settings(max_examples=300, deadline=None)
seldom = settings(max_examples=80, deadline=None)


@often
@given(lives())
def test_figures_are_those_of_going_through_every_period(life: Life) -> None:
    expected = reckon(life)
    event(f"{life.definition.per}, run {min(expected.longest_run or 0, 3)}")
    assert _read(life, _rolled(life)) == expected


@seldom
@given(lives(), st.integers(0, 80))
def test_a_stored_rollup_stays_right_as_time_goes_on(life: Life, days: int) -> None:
    later = replace(life, today=life.today + timedelta(days=days))
    assert _read(later, _rolled(life)) == reckon(later)


@seldom
@given(lives())
def test_a_rollup_comes_back_from_json_exactly(life: Life) -> None:
    rollup = _rolled(life)
    assert rollup_from_json(json.loads(json.dumps(rollup_to_json(rollup)))) == rollup


def test_a_sum_does_not_depend_on_the_order_of_coming() -> None:
    target = Definition(EPOCH, None, None, None, Decimal(1), None)
    logs = [Log(EPOCH, Decimal(amount)) for amount in ("1e12", "6e-16", "6e-16")]
    assert counted(target, logs) == counted(target, logs[::-1])


@seldom
@given(lives(), st.randoms(use_true_random=False))
def test_any_order_of_changes_stores_what_counting_everything_anew_does(
    life: Life, random: Random
) -> None:
    """Logs come and go one by one, and so do excused days and pauses."""
    goal, logs = Loaded(UUID(int=1), life.definition), list[Log]()
    mistakes = random.sample(life.logs, min(5, len(life.logs)))
    for log in mistakes:
        goal = _with_log(goal, logs, log)
    changes: list[Log | Pause | date] = [*life.logs, *life.pauses, *life.excused]
    for change in random.sample(changes, len(changes)):
        if isinstance(change, Log):
            goal = _with_log(goal, logs, change)
        elif isinstance(change, Pause):
            goal = _rolled_up(replace(goal, pauses=(*goal.pauses, change)))
        else:
            goal = _rolled_up(replace(goal, excused=goal.excused | {change}))
    for log in mistakes:
        goal = _without_log(goal, logs, log)

    stored = _rolled_up(goal)
    assert stored.rollup == rollup_to_json(_rolled(life))
    assert recounted([replace(stored, logs=tuple(life.logs), around=None)]).is_empty


def _rolled_up(goal: Loaded) -> Loaded:
    return _stored(goal, rolled_up([goal]))


def _with_log(goal: Loaded, logs: list[Log], log: Log) -> Loaded:
    logs.append(log)
    return _counted_around(goal, logs, log)


def _without_log(goal: Loaded, logs: list[Log], log: Log) -> Loaded:
    logs.remove(log)
    return _counted_around(goal, logs, log)


def _counted_around(goal: Loaded, logs: list[Log], log: Log) -> Loaded:
    goal = replace(goal, logs=tuple(logs), around=log.local_date)
    return _stored(goal, recounted([goal]))


def _stored(goal: Loaded, rewrite: Rewrite) -> Loaded:
    """Do as the database does with a rewrite."""
    rows = {_row_id(goal, start): (start, count) for start, count in goal.counts.items()}
    for id_ in rewrite.gone:
        del rows[id_]
    for row in rewrite.periods:
        count = Count(row["done"], Decimal(row["amount"]))
        rows[UUID(row["id"])] = (date.fromisoformat(row["period_start"]), count)
    rollup = rewrite.rollups.get(goal.id, goal.rollup)
    return replace(goal, counts=dict(rows.values()), rollup=rollup)


def _row_id(goal: Loaded, start: date) -> UUID:
    return uuid5(goal.id, start.isoformat())


def _rolled(life: Life) -> Rollup:
    aside = dates_aside(life.excused, life.pauses)
    return roll_up(life.definition, counted(life.definition, life.logs), aside)


def _read(life: Life, rollup: Rollup) -> Progress:
    return progress(life.definition, rollup, life.today)
