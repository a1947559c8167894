from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Exists,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by

from app.companion.streaks.models import Streak, StreakPolicy
from app.companion.streaks.recomputation.queries import (
    events_since,
    json_object,
    policies_of_the_streak,
)
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.record_statements import Along
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

STREAKS, POLICIES = table_of(Streak), table_of(StreakPolicy)
KEYS = (STREAKS.c.recorded_at, STREAKS.c.id)
SAME = ("kind", "person_id", "label_digest", "platforms")


def streaks_of(owner: Owner, paging: Paging) -> Asked:
    return paging.of(_newest(), owner, *KEYS)


@built_once
def one_streak() -> AnySelect:
    """A streak with its policies. Parameters: owner_id, streak_id."""
    return _with_policies().where(STREAKS.c.id == bindparam("streak_id"))


def prospect(owner: Owner, streak: Mapping[str, Any]) -> AnySelect:
    """Before a streak is there: does its like run already, and what would break it?"""
    events = events_since(owner, streak["person_id"], streak["started_at"])
    return select(_twin(owner, streak).label("has_twin"), events.label("events"))


def twin(owner: Owner, streak: Mapping[str, Any]) -> AnySelect:
    return select(_twin(owner, streak))


def page_within(owner: Owner, streak_id: UUID, page: AnySelect, *keys: str) -> AnySelect:
    """A page of what belongs to a streak, as JSON beside the streak; without it, no row."""
    rows = page.subquery("page")
    newest_first = (rows.c[key].desc() for key in keys)
    each = aggregate_order_by(json_object(dict(rows.c)), *newest_first)
    items = select(func.jsonb_agg(each, type_=JSONB)).scalar_subquery()
    own = and_(mine(STREAKS.c, owner), STREAKS.c.id == streak_id)
    return select(STREAKS, items.label("items")).where(own)


def first_policy(policy: Mapping[str, Any]) -> Along:
    """Write the version that a streak begins with."""

    def write(applies: ColumnElement[bool]) -> Sequence[CTE]:
        columns = [each for each in POLICIES.columns if each.name in policy]
        values = (literal(policy[each.name], each.type) for each in columns)
        new = insert(POLICIES).from_select(columns, select(*values).where(applies))
        return [new.cte("first_policy")]

    return write


@built_once
def _newest() -> AnySelect:
    return newest_first(_with_policies(), *KEYS)


def _with_policies() -> AnySelect:
    policies = policies_of_the_streak(ANY_OWNER).label("policies")
    return select(STREAKS, policies).where(mine(STREAKS.c, ANY_OWNER))


def _twin(owner: Owner, streak: Mapping[str, Any]) -> Exists:
    """Another one that runs and is the same, nothing being equal to nothing."""
    alike = (
        STREAKS.c[name].is_not_distinct_from(literal(streak[name], STREAKS.c[name].type))
        for name in SAME
    )
    return exists().where(
        mine(STREAKS.c, owner), STREAKS.c.id != streak["id"], STREAKS.c.ended_at.is_(None), *alike
    )
