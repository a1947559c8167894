from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, literal_column, select
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by

from app.companion.goals.filters import Filters
from app.companion.goals.models import Goal
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

GOALS = table_of(Goal)
KEYS = (GOALS.c.recorded_at, GOALS.c.id)


def goals_of(owner: Owner, filters: Filters, paging: Paging) -> Asked:
    return paging.of(_newest(), owner, *KEYS, where=_fitting(filters))


def page_within(owner: Owner, goal_id: UUID, page: AnySelect, *keys: str) -> AnySelect:
    """A page of what belongs to a goal, as JSON beside the goal's id; without the goal, no row."""
    rows = page.subquery("page")
    pairs = [part for name, value in rows.c.items() for part in (_name(name), value)]
    newest_first = (rows.c[key].desc() for key in keys)
    each = aggregate_order_by(func.jsonb_build_object(*pairs), *newest_first)
    items = select(func.jsonb_agg(each, type_=JSONB)).scalar_subquery()
    own = and_(mine(GOALS.c, owner), GOALS.c.id == goal_id)
    return select(GOALS.c.id, items.label("items")).where(own)


@built_once
def _newest() -> AnySelect:
    return newest_first(select(GOALS).where(mine(GOALS.c, ANY_OWNER)), *KEYS)


def _fitting(filters: Filters) -> list[ColumnElement[bool]]:
    conditions = []
    if filters.status is not None:
        conditions.append(GOALS.c.status == filters.status)
    if filters.area is not None:
        conditions.append(GOALS.c.area == filters.area)
    return conditions


def _name(name: str) -> ColumnElement[str]:
    return literal_column(f"'{name}'")
