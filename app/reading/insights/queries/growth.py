from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    Table,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB

from app.companion.goals.models import Goal, GoalExcusedDay, GoalPause, GoalPeriod
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of
from app.reading.insights.queries.ground import LOGS, bucket_of, on_dates, within

GOALS, PERIODS = table_of(Goal), table_of(GoalPeriod)
EXCUSED, PAUSES = table_of(GoalExcusedDay), table_of(GoalPause)
LONGEST_PERIOD_DAYS = "31"


@built_once
def growth(bucket: str, week_starts_on: str) -> AnySelect:
    """One row: logs, as lists of (bucket, area, company, first_time, n), and goals.

    A goal is (id, starts_on, times, per, week_starts_on, periods, excused, pauses), those of the
    window; only active ones with a cadence.
    """
    columns = (LOGS.c.area, LOGS.c.company, LOGS.c.first_time)
    logs = (
        select(bucket_of(LOGS, bucket, week_starts_on), *columns, func.count().label("n"))
        .where(*within(LOGS))
        .group_by("bucket", *columns)
        .subquery("logs")
    )
    return select(listed(select(logs)).label("logs"), goals_of_window().label("goals"))


def goals_of_window() -> ScalarSelect[Any]:
    goals = select(
        GOALS.c.id,
        GOALS.c.starts_on,
        GOALS.c.cadence_times,
        GOALS.c.cadence_per,
        GOALS.c.week_starts_on,
        _of_goal(PERIODS, PERIODS.c.period_start, PERIODS.c.done).label("periods"),
        _of_goal(EXCUSED, EXCUSED.c.excused_on).label("excused"),
        listed(_belonging(PAUSES, PAUSES.c.from_on, PAUSES.c.until_on)).label("pauses"),
    ).where(
        mine(GOALS.c, ANY_OWNER), GOALS.c.status == "active", GOALS.c.cadence_times.is_not(None)
    )
    return listed(goals)


def _of_goal(table: Table, on: ColumnElement[Any], *more: ColumnElement[Any]) -> ScalarSelect[Any]:
    """List what a goal has on the dates of the window, or in a period that reaches into it."""
    reaching = on + literal_column(LONGEST_PERIOD_DAYS, Integer())
    first, last = on_dates(reaching)[0], on_dates(on)[1]
    return listed(_belonging(table, on, *more).where(first, last))


def _belonging(table: Table, *columns: ColumnElement[Any]) -> AnySelect:
    own = select(*columns).where(mine(table.c, ANY_OWNER), table.c.goal_id == GOALS.c.id)
    return own.correlate(GOALS)


def listed(statement: AnySelect) -> ScalarSelect[Any]:
    rows = statement.subquery()
    row = func.jsonb_build_array(*rows.c)
    return select(func.jsonb_agg(row, type_=JSONB)).scalar_subquery()
