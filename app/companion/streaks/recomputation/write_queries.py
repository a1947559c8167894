"""Writes what was reckoned: rollups, each with its event, and the segments that differ."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
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

from app.companion.streaks.models import Streak, StreakSegment
from app.companion.streaks.recomputation.rewrites import Rewrite
from app.core.events import OutboxEvent, left_in_outbox
from app.core.ids import new_id
from app.core.owners import Owner
from app.core.record_statements import Along
from app.core.tables import AnySelect, mine, table_of

STREAKS, SEGMENTS = table_of(Streak), table_of(StreakSegment)
SEGMENT_COLUMNS = [each for each in SEGMENTS.columns if each.name != "user_id"]


def along(rewrite: Rewrite, owner: Owner, *, now: datetime) -> Along:
    """Write it back in another statement, if what that does comes about."""

    def write(applies: ColumnElement[bool]) -> Sequence[CTE]:
        ctes: list[CTE] = []
        if rewrite.rollups:
            ctes += _rollups(rewrite, owner, applies, now)
        if rewrite.segments:
            ctes.append(_segments(rewrite, owner, applies))
        if rewrite.gone:
            ctes.append(_gone(rewrite, owner, applies))
        return ctes

    return write


def alone(rewrite: Rewrite, owner: Owner, *, now: datetime) -> AnySelect:
    return select(literal(1)).add_cte(*along(rewrite, owner, now=now)(true()))


def _rollups(
    rewrite: Rewrite, owner: Owner, applies: ColumnElement[bool], now: datetime
) -> list[CTE]:
    rows = [
        {"id": str(streak_id), "rollup": rollup, "event_id": str(new_id())}
        for streak_id, rollup in rewrite.rollups.items()
    ]
    event_id = column("event_id", Uuid)
    rolled = _records("rolled", rows, column("id", Uuid), column("rollup", JSONB), event_id)
    moment = literal(now, OutboxEvent.due_at.type)
    revision = literal(owner.revision, STREAKS.c.revision.type)
    streaks = (
        update(STREAKS)
        .where(mine(STREAKS.c, owner), STREAKS.c.id == rolled.c.id, applies)
        .values(rollup=rolled.c.rollup, revision=revision, updated_at=moment)
        .returning(STREAKS.c.user_id, STREAKS.c.id, rolled.c.event_id)
        .cte("rolled_streaks")
    )
    event = select(
        streaks.c.event_id,
        streaks.c.user_id,
        literal("streaks.changed"),
        streaks.c.id,
        moment,
        moment.label("due_at"),
    )
    return [streaks, left_in_outbox(event, "streak_events")]


def _segments(rewrite: Rewrite, owner: Owner, applies: ColumnElement[bool]) -> CTE:
    columns = [column(each.name, each.type) for each in SEGMENT_COLUMNS]
    rows = _records("segments", rewrite.segments, *columns)
    names = ["user_id", *(each.name for each in columns)]
    values = select(literal(owner.id), *(rows.c[each.name] for each in columns)).where(applies)
    new = pg_insert(SEGMENTS).from_select(names, values)
    overwritten = {name: new.excluded[name] for name in names[2:]}
    return new.on_conflict_do_update(
        index_elements=[SEGMENTS.c.user_id, SEGMENTS.c.id], set_=overwritten
    ).cte("rewritten_segments")


def _gone(rewrite: Rewrite, owner: Owner, applies: ColumnElement[bool]) -> CTE:
    ids = literal(rewrite.gone, ARRAY(Uuid))
    return (
        delete(SEGMENTS)
        .where(mine(SEGMENTS.c, owner), SEGMENTS.c.id == func.any(ids), applies)
        .cte("gone_segments")
    )


def _records(name: str, rows: list[dict[str, Any]], *columns: Any) -> FromClause:  # noqa: ANN401
    """Read JSON rows as a table: however many there are, the statement stays the same."""
    values = func.jsonb_to_recordset(literal(rows, JSONB)).table_valued(*columns, name=name)
    return values.render_derived(name=name, with_types=True)
