from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CTE, ColumnElement, Insert, exists, insert, literal, select, tuple_

from app.companion.streaks.incidents.models import Incident
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.record_statements import Along
from app.core.tables import AnySelect, mine, table_of

INCIDENTS = table_of(Incident)
KEYS = (INCIDENTS.c.recorded_at, INCIDENTS.c.id)
ROWS_AT_ONCE = 500


def incidents_of(owner: Owner, paging: Paging) -> AnySelect:
    own = select(INCIDENTS).where(mine(INCIDENTS.c, owner))
    return paging.select(own, owner, *KEYS)


def oldest_first(owner: Owner, after: Mapping[str, Any] | None) -> AnySelect:
    """Go on with the log after one of its rows, or from its beginning."""
    own = select(INCIDENTS).where(mine(INCIDENTS.c, owner))
    if after is not None:
        key = (literal(after[each.name], each.type) for each in KEYS)
        own = own.where(tuple_(*KEYS) > tuple_(*key))
    return own.order_by(*KEYS).limit(ROWS_AT_ONCE)


def addition(row: Mapping[str, Any]) -> Along:
    def write(applies: ColumnElement[bool]) -> Sequence[CTE]:
        values = (literal(row[each.name], each.type) for each in INCIDENTS.columns)
        new = insert(INCIDENTS).from_select(list(INCIDENTS.columns), select(*values).where(applies))
        return [new.cte("incident")]

    return write


def addition_alone(rows: Sequence[Mapping[str, Any]]) -> Insert:
    return insert(INCIDENTS).values(list(rows))


def addition_with_former(owner: Owner, row: Mapping[str, Any], former: Mapping[str, Any]) -> Insert:
    """Add a version, and the one it replaced unless the log has that, in one statement.

    A version is known by its event and moment: what it says is sealed.
    """
    known = (INCIDENTS.c[name] == former[name] for name in ("contact_event_id", "recorded_at"))
    is_kept = exists().where(mine(INCIDENTS.c, owner), *known)
    return addition_alone([row]).add_cte(*addition(former)(~is_kept))
