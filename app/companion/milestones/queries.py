from collections.abc import Container, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    ScalarSelect,
    String,
    Uuid,
    and_,
    column,
    func,
    literal,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as pg_insert

from app.companion.milestones.models import Milestone
from app.companion.milestones.settling import Kept
from app.core.events import left_in_outbox
from app.core.ids import new_id
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

MILESTONES = table_of(Milestone)
KEYS = (MILESTONES.c.reached_on, MILESTONES.c.id)
STREAKS = table(
    "streaks",
    column("user_id", Uuid()),
    column("id", Uuid()),
    column("ended_on", Date()),
    column("rollup", JSONB()),
)
SEGMENTS = table(
    "streak_segments",
    column("user_id", Uuid()),
    column("streak_id", Uuid()),
    column("opened_by", Uuid()),
    column("started_on", Date()),
    column("ended_on", Date()),
)
PAUSES = table(
    "streak_pauses",
    column("user_id", Uuid()),
    column("id", Uuid()),
    column("streak_id", Uuid()),
    column("from_on", Date()),
    column("until_on", Date()),
)
"""What milestones know of streaks: another feature's tables."""

STORED = ("opened_by", "days", "reached_on", "awarded_at", "revoked_at")
MOVABLE = ("reached_on", "revoked_at", "revision", "updated_at")


def milestones_of(owner: Owner, streak_id: UUID | None, paging: Paging) -> Asked:
    wanted = () if streak_id is None else (MILESTONES.c.streak_id == streak_id,)
    return paging.of(_newest(), owner, *KEYS, where=wanted)


def kept_of(owner: Owner, streak_id: UUID) -> AnySelect:
    own = and_(mine(MILESTONES.c, owner), MILESTONES.c.streak_id == streak_id)
    return select(MILESTONES.c.id, *(MILESTONES.c[name] for name in STORED)).where(own)


def streak_with_segments(owner: Owner, streak_id: UUID) -> AnySelect:
    """One streak with the segments that breaks closed, and its pauses, as JSON."""
    segment = func.jsonb_build_array(
        SEGMENTS.c.opened_by, SEGMENTS.c.started_on, SEGMENTS.c.ended_on
    )
    pause = func.jsonb_build_array(PAUSES.c.from_on, PAUSES.c.until_on)
    return select(
        STREAKS.c.ended_on,
        STREAKS.c.rollup,
        _listed(segment, owner, SEGMENTS).label("segments"),
        _listed(pause, owner, PAUSES).label("pauses"),
    ).where(mine(STREAKS.c, owner), STREAKS.c.id == streak_id)


def streak_of_pause(owner: Owner, pause_id: UUID) -> AnySelect:
    return select(PAUSES.c.streak_id).where(mine(PAUSES.c, owner), PAUSES.c.id == pause_id)


def keeping(
    owner: Owner,
    streak_id: UUID,
    rows: Mapping[UUID, Kept],
    news: Container[UUID],
    *,
    now: datetime,
) -> AnySelect:
    """Write milestones of a streak, each with its event: new rows, and what may move in old ones.

    Those in `news` are told of.

    The rows travel as JSON: however many there are, the statement stays the same.
    """
    given = _given([_as_json(id_, row, id_ in news) for id_, row in rows.items()])
    moment = literal(now, MILESTONES.c.updated_at.type)
    revision = literal(owner.revision, MILESTONES.c.revision.type)
    stamp = {
        "user_id": literal(owner.id),
        "revision": revision,
        "created_revision": revision,
        "recorded_at": moment,
        "updated_at": moment,
        "source": literal(owner.source),
        "body_digest": literal(owner.cipher.digest("milestones", streak_id.bytes)),
        "streak_id": literal(streak_id),
    }
    values = stamp | {name: given.c[name] for name in ("id", *STORED)}
    new = pg_insert(MILESTONES).from_select(list(values), select(*values.values()))
    kept = new.on_conflict_do_update(
        index_elements=[MILESTONES.c.user_id, MILESTONES.c.id],
        set_={name: new.excluded[name] for name in MOVABLE},
    )
    event = select(
        given.c.event_id, literal(owner.id), given.c.event_type, given.c.id, moment, moment
    )
    return select(literal(1)).add_cte(kept.cte("kept"), left_in_outbox(event, "events"))


@built_once
def _newest() -> AnySelect:
    return newest_first(select(MILESTONES).where(mine(MILESTONES.c, ANY_OWNER)), *KEYS)


def _listed(each: ColumnElement[Any], owner: Owner, of_streak: Any) -> ScalarSelect[Any]:  # noqa: ANN401
    own = and_(mine(of_streak.c, owner), of_streak.c.streak_id == STREAKS.c.id)
    listed = select(func.jsonb_agg(each, type_=JSONB)).where(own)
    return listed.correlate(STREAKS).scalar_subquery()


def _given(rows: Sequence[Mapping[str, Any]]) -> Any:  # noqa: ANN401
    columns: list[Any] = [column(name, MILESTONES.c[name].type) for name in STORED]
    columns += [column("id", Uuid()), column("event_id", Uuid()), column("event_type", String())]
    records = func.jsonb_to_recordset(literal(rows, JSONB)).table_valued(*columns, name="given")
    return records.render_derived(name="given", with_types=True)


def _as_json(id_: UUID, row: Kept, is_news: bool) -> dict[str, Any]:  # noqa: FBT001
    return {
        "id": str(id_),
        "event_id": str(new_id()),
        "event_type": "milestones.created" if is_news else "milestones.changed",
        "opened_by": str(row.opened_by),
        "days": row.days,
        "reached_on": row.reached_on.isoformat(),
        "awarded_at": row.awarded_at.isoformat(),
        "revoked_at": row.revoked_at and row.revoked_at.isoformat(),
    }
