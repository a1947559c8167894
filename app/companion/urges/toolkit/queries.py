"""All that the answer to an urge is made of, in one statement."""

from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    FromClause,
    LargeBinary,
    ScalarSelect,
    String,
    Time,
    Uuid,
    bindparam,
    column,
    func,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by

from app.companion.urges.models import Urge
from app.companion.urges.techniques.queries import NEWEST_FIRST, TECHNIQUES
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

URGES = table_of(Urge)
WINDOWS = table(
    "space_windows",
    column("user_id", Uuid()),
    column("id", Uuid()),
    column("person_id", Uuid()),
    column("label", LargeBinary()),
    column("weekdays", ARRAY(String())),
    column("from_time", Time()),
    column("to_time", Time()),
    column("until", Date()),
)
"""What urges know of the space windows: another feature's table."""
HELPING = ("resisted", "passed")


@built_once
def known() -> AnySelect:
    """One row of lists, each null instead of empty. Parameters: owner_id, person_id."""
    return select(
        _techniques().label("techniques"), _records().label("records"), _windows().label("windows")
    )


def _techniques() -> ScalarSelect[Any]:
    each = func.jsonb_build_array(
        TECHNIQUES.c.id,
        _text(TECHNIQUES.c.title),
        _text(TECHNIQUES.c.steps),
        TECHNIQUES.c.kind,
        TECHNIQUES.c.duration_seconds,
    )
    listed = func.jsonb_agg(aggregate_order_by(each, *NEWEST_FIRST), type_=JSONB)
    return select(listed).where(mine(TECHNIQUES.c, ANY_OWNER)).scalar_subquery()


def _records() -> ScalarSelect[Any]:
    """Count by technique where it was tried and how the urge ended is known."""
    lessened = URGES.c.intensity_after < URGES.c.intensity
    helped = func.count().filter(URGES.c.outcome.in_(HELPING), lessened)
    counted = (
        select(URGES.c.technique_id, func.count().label("tried"), helped.label("helped"))
        .where(mine(URGES.c, ANY_OWNER))
        .where(URGES.c.technique_id.is_not(None), URGES.c.outcome.is_not(None))
        .group_by(URGES.c.technique_id)
        .subquery("counted")
    )
    return _listed(counted, *counted.c)


def _windows() -> ScalarSelect[Any]:
    person_id = bindparam("person_id", type_=Uuid())
    own = (
        select(WINDOWS)
        .where(mine(WINDOWS.c, ANY_OWNER), WINDOWS.c.person_id == person_id)
        .order_by(WINDOWS.c.from_time, WINDOWS.c.id)
        .subquery("own")
    )
    times = (own.c.weekdays, own.c.from_time, own.c.to_time, own.c.until)
    return _listed(own, own.c.id, _text(own.c.label), *times)


def _listed(rows: FromClause, *columns: ColumnElement[Any]) -> ScalarSelect[Any]:
    each = func.jsonb_build_array(*columns)
    return select(func.jsonb_agg(each, type_=JSONB)).select_from(rows).scalar_subquery()


def _text(sealed: ColumnElement[Any]) -> ColumnElement[str]:
    """Let sealed bytes travel in JSON."""
    return func.encode(sealed, "base64")
