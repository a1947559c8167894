"""Goals with what their figures are a function of, each as one row (`loaded.goal_from`)."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Double,
    FromClause,
    LargeBinary,
    ScalarSelect,
    Text,
    Uuid,
    and_,
    cast,
    column,
    func,
    literal,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import JSONB

from app.accounts.users.models import User
from app.companion.goals.models import Goal, GoalExcusedDay, GoalPause, GoalPeriod
from app.core.owners import Owner
from app.core.tables import AnySelect, mine, table_of

GOALS, PERIODS, EXCUSED, PAUSES = map(table_of, (Goal, GoalPeriod, GoalExcusedDay, GoalPause))
LOGS = table(
    "activity_logs",
    column("user_id", Uuid()),
    column("id", Uuid()),
    column("local_date", Date()),
    column("activity_id", Uuid()),
    column("goal_id", Uuid()),
    column("amount", Double()),
    column("unit_digest", LargeBinary()),
)
"""What goals know of the logs: another feature's table."""
TOUCHED = LOGS.alias("touched")

DEFINITION = (
    *("id", "starts_on", "cadence_times", "cadence_per", "week_starts_on"),
    *("target_amount", "due_on"),
)
COUNTED = ("local_date", "activity_id", "goal_id", "amount", "unit_digest")
"""The columns of a log that decide where it counts."""
LONGEST_PERIOD = 31
Source = Mapping[str, ColumnElement[Any]]
"""Which logs count for a goal: its `id`, `activity_id` and `unit_digest`."""
STORED: Source = {name: GOALS.c[name] for name in ("id", "activity_id", "unit_digest")}


def goals_around(owner: Owner, log_id: UUID, *, is_going: bool) -> AnySelect:
    """Those that a log counts for, with the logs near it; without itself if it is going."""
    others = (LOGS.c.id != log_id,) if is_going else ()
    own = and_(mine(TOUCHED.c, owner), TOUCHED.c.id == log_id)
    return _goals_around(owner, TOUCHED, *others).where(own)


def goals_around_new(owner: Owner, log: Mapping[str, Any]) -> AnySelect:
    """Those that a log of these columns will count for, with the logs that are near it already."""
    columns = [literal(log[name], LOGS.c[name].type).label(name) for name in COUNTED]
    return _goals_around(owner, select(*columns).subquery("touched"))


def goals_whole(owner: Owner, ids: Collection[UUID]) -> AnySelect:
    return _goals(owner, _logs(owner, STORED)).where(GOALS.c.id.in_(ids))


def goals_without_activity(owner: Owner, activity_id: UUID) -> AnySelect:
    """Those of an activity, as if they had none."""
    without = {**STORED, "activity_id": literal(None, Uuid())}
    return _goals(owner, _logs(owner, without)).where(GOALS.c.activity_id == activity_id)


def goals_of_other_weeks(owner: Owner) -> AnySelect:
    """Those whose weeks start on another day than the user's do by now, which comes along."""
    now_on = User.week_starts_on.label("now_on")
    return _goals(owner, _logs(owner, STORED), now_on).where(
        User.id == owner.id, GOALS.c.week_starts_on != User.week_starts_on
    )


def goal_by_itself(owner: Owner, goal_id: UUID) -> AnySelect:
    """One goal without any logs, for what changes no count."""
    return _goals(owner).where(GOALS.c.id == goal_id)


def prospect(owner: Owner, goal: Mapping[str, Any]) -> AnySelect:
    """What would count for a goal of these columns, and what is stored of it, if anything."""
    source = {name: literal(goal[name], GOALS.c[name].type) for name in STORED}
    logs = _logs(owner, source)
    goal_id = source["id"]
    stored = {"counts": _counts, "excused": _excused, "pauses": _pauses}
    return select(logs, *(make(owner, goal_id).label(name) for name, make in stored.items()))


def heirs(owner: Owner, goal_id: UUID) -> AnySelect:
    """The goals whose activities have logs that now count for this one."""
    activities = select(LOGS.c.activity_id).where(mine(LOGS.c, owner), LOGS.c.goal_id == goal_id)
    return select(GOALS.c.id).where(
        mine(GOALS.c, owner), GOALS.c.id != goal_id, GOALS.c.activity_id.in_(activities)
    )


def _goals_around(owner: Owner, touched: FromClause, *conditions: ColumnElement[bool]) -> AnySelect:
    day = touched.c.local_date
    near = LOGS.c.local_date.between(day - LONGEST_PERIOD, day + LONGEST_PERIOD)
    logs = _logs(owner, STORED, near, *conditions)
    return _goals(owner, logs, day.label("around")).where(_counts_for(touched.c, STORED))


def _goals(owner: Owner, *further: ColumnElement[Any]) -> AnySelect:
    goal_id = GOALS.c.id
    return select(
        *(GOALS.c[name] for name in DEFINITION),
        GOALS.c.rollup,
        _counts(owner, goal_id).label("counts"),
        _excused(owner, goal_id).label("excused"),
        _pauses(owner, goal_id).label("pauses"),
        *further,
    ).where(mine(GOALS.c, owner))


def _logs(owner: Owner, source: Source, *conditions: ColumnElement[bool]) -> ColumnElement[Any]:
    """List the dates and amounts of what counts; text keeps each amount as exact as it was."""
    amount = func.coalesce(cast(LOGS.c.amount, Text), "0")
    each = func.jsonb_build_array(LOGS.c.local_date, amount)
    counting = and_(mine(LOGS.c, owner), _counts_for(LOGS.c, source), *conditions)
    return _listed(LOGS, each, counting).label("logs")


def _counts_for(log: Any, goal: Source) -> ColumnElement[bool]:  # noqa: ANN401
    """Tell whether a log counts: by its own goal, else by the activity; and by the unit."""
    by_activity = and_(log.goal_id.is_(None), log.activity_id == goal["activity_id"])
    in_its_unit = and_(log.amount.is_not(None), log.unit_digest == goal["unit_digest"])
    return and_(
        or_(log.goal_id == goal["id"], by_activity),
        or_(goal["unit_digest"].is_(None), in_its_unit),
    )


def _counts(owner: Owner, goal_id: ColumnElement[UUID]) -> ScalarSelect[Any]:
    amount = cast(PERIODS.c.amount, Text)
    each = func.jsonb_build_array(PERIODS.c.period_start, PERIODS.c.done, amount)
    return _listed(PERIODS, each, and_(mine(PERIODS.c, owner), PERIODS.c.goal_id == goal_id))


def _excused(owner: Owner, goal_id: ColumnElement[UUID]) -> ScalarSelect[Any]:
    own = and_(mine(EXCUSED.c, owner), EXCUSED.c.goal_id == goal_id)
    return _listed(EXCUSED, EXCUSED.c.excused_on, own)


def _pauses(owner: Owner, goal_id: ColumnElement[UUID]) -> ScalarSelect[Any]:
    each = func.jsonb_build_array(PAUSES.c.from_on, PAUSES.c.until_on)
    return _listed(PAUSES, each, and_(mine(PAUSES.c, owner), PAUSES.c.goal_id == goal_id))


def _listed(
    rows: FromClause, each: ColumnElement[Any], condition: ColumnElement[bool]
) -> ScalarSelect[Any]:
    listed = select(func.jsonb_agg(each, type_=JSONB)).select_from(rows).where(condition)
    return listed.correlate_except(rows).scalar_subquery()
