"""Writes what was counted: rollups, each with its event, and the periods that differ."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Update,
    Uuid,
    column,
    delete,
    func,
    literal,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.dialects.postgresql import insert as pg_insert

from app.companion.goals.models import Goal, GoalPeriod
from app.companion.goals.recounting.rewrites import Rewrite
from app.core.events import OutboxEvent, left_in_outbox
from app.core.ids import new_id
from app.core.owners import Owner
from app.core.record_statements import Along
from app.core.tables import AnySelect, mine, table_of

GOALS, PERIODS = table_of(Goal), table_of(GoalPeriod)
PERIOD_COLUMNS = [each for each in PERIODS.columns if each.name != "user_id"]


def along(rewrite: Rewrite, owner: Owner, *, now: datetime) -> Along:
    """Write it in another statement, if what that does comes about."""

    def write(applies: ColumnElement[bool]) -> Sequence[CTE]:
        ctes: list[CTE] = []
        if rewrite.rollups:
            ctes += _rollups(rewrite, owner, applies, now)
        if rewrite.periods:
            ctes.append(_periods(rewrite, owner, applies))
        if rewrite.gone:
            ctes.append(_gone(rewrite, owner, applies))
        return ctes

    return write


def alone(rewrite: Rewrite, owner: Owner, *, now: datetime) -> AnySelect:
    return select(literal(1)).add_cte(*along(rewrite, owner, now=now)(true()))


def moved_weeks(
    owner: Owner, goals: Collection[UUID], week_starts_on: str, *, now: datetime
) -> Update:
    stamp = {"revision": owner.revision, "updated_at": now}
    own = update(GOALS).where(mine(GOALS.c, owner), GOALS.c.id.in_(goals))
    return own.values(week_starts_on=week_starts_on, **stamp)


def _rollups(
    rewrite: Rewrite, owner: Owner, applies: ColumnElement[bool], now: datetime
) -> list[CTE]:
    rows = [
        {"id": str(goal_id), "rollup": rollup, "event_id": str(new_id())}
        for goal_id, rollup in rewrite.rollups.items()
    ]
    event_id = column("event_id", Uuid)
    rolled = _records("rolled", rows, column("id", Uuid), column("rollup", JSONB), event_id)
    moment = literal(now, OutboxEvent.due_at.type)
    revision = literal(owner.revision, GOALS.c.revision.type)
    goals = (
        update(GOALS)
        .where(mine(GOALS.c, owner), GOALS.c.id == rolled.c.id, applies)
        .values(rollup=rolled.c.rollup, revision=revision, updated_at=moment)
        .returning(GOALS.c.user_id, GOALS.c.id, rolled.c.event_id)
        .cte("rolled_goals")
    )
    event = select(
        goals.c.event_id,
        goals.c.user_id,
        literal("goals.changed"),
        goals.c.id,
        moment,
        moment.label("due_at"),
    )
    return [goals, left_in_outbox(event, "goal_events")]


def _periods(rewrite: Rewrite, owner: Owner, applies: ColumnElement[bool]) -> CTE:
    columns = [column(each.name, each.type) for each in PERIOD_COLUMNS]
    rows = _records("periods", rewrite.periods, *columns)
    names = ["user_id", *(each.name for each in columns)]
    values = select(literal(owner.id), *(rows.c[each.name] for each in columns)).where(applies)
    new = pg_insert(PERIODS).from_select(names, values)
    overwritten = {name: new.excluded[name] for name in ("done", "amount")}
    return new.on_conflict_do_update(
        index_elements=[PERIODS.c.user_id, PERIODS.c.id], set_=overwritten
    ).cte("rewritten_periods")


def _gone(rewrite: Rewrite, owner: Owner, applies: ColumnElement[bool]) -> CTE:
    ids = literal(rewrite.gone, ARRAY(Uuid))
    return (
        delete(PERIODS)
        .where(mine(PERIODS.c, owner), PERIODS.c.id == func.any(ids), applies)
        .cte("gone_periods")
    )


def _records(name: str, rows: list[dict[str, Any]], *columns: Any) -> FromClause:  # noqa: ANN401
    """Read JSON rows as a table: however many there are, the statement stays the same."""
    values = func.jsonb_to_recordset(literal(rows, JSONB)).table_valued(*columns, name=name)
    return values.render_derived(name=name, with_types=True)
