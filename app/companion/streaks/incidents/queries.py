from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CTE, ColumnElement, Insert, insert, literal, select

from app.companion.streaks.incidents.models import Incident
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.record_statements import Along
from app.core.tables import AnySelect, mine, table_of

INCIDENTS = table_of(Incident)


def incidents_of(owner: Owner, paging: Paging) -> AnySelect:
    own = select(INCIDENTS).where(mine(INCIDENTS.c, owner))
    return paging.select(own, owner, INCIDENTS.c.recorded_at, INCIDENTS.c.id)


def addition(row: Mapping[str, Any]) -> Along:
    def write(applies: ColumnElement[bool]) -> Sequence[CTE]:
        values = (literal(row[each.name], each.type) for each in INCIDENTS.columns)
        new = insert(INCIDENTS).from_select(list(INCIDENTS.columns), select(*values).where(applies))
        return [new.cte("incident")]

    return write


def addition_alone(rows: Sequence[Mapping[str, Any]]) -> Insert:
    return insert(INCIDENTS).values(list(rows))
