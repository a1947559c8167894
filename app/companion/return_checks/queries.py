from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    TIMESTAMP,
    Boolean,
    ColumnElement,
    Date,
    String,
    Subquery,
    TableClause,
    Uuid,
    bindparam,
    column,
    select,
    table,
    union_all,
)
from sqlalchemy.types import TypeEngine

from app.companion.return_checks.filters import Filters
from app.companion.return_checks.models import ReturnCheck
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

CHECKS = table_of(ReturnCheck)
KEYS = (CHECKS.c.occurred_at, CHECKS.c.id)


def _table(name: str, **columns: TypeEngine[Any]) -> TableClause:
    shared: dict[str, TypeEngine[Any]] = {
        "user_id": Uuid(),
        "person_id": Uuid(),
        "occurred_at": TIMESTAMP(timezone=True),
        "local_date": Date(),
    }
    return table(name, *(column(each, kind) for each, kind in {**shared, **columns}.items()))


CONTACTS = _table("contact_events", kind=String())
ENCOUNTERS = _table("encounters", happened=Boolean())
"""What return checks know of contacts and encounters: other features' tables."""
THEIRS_OR_TOGETHER = ("heard_from", "replied", "met_by_choice", "met_by_chance")
"""The kinds of contact that end a silence: begun by the person, or a meeting."""


def checks_of(owner: Owner, filters: Filters, paging: Paging) -> Asked:
    return paging.of(_newest(), owner, *KEYS, where=_fitting(filters))


def last_contact(owner: Owner, person_id: UUID, before: datetime) -> Asked:
    """Find the local date of the person's last own contact or meeting before a moment."""
    return _last_contact(), {"owner_id": owner.id, "of_person": person_id, "before": before}


@built_once
def _newest() -> AnySelect:
    return newest_first(select(CHECKS).where(mine(CHECKS.c, ANY_OWNER)), *KEYS)


@built_once
def _last_contact() -> AnySelect:
    """Each table gives its last by its own index; the later of the two counts."""
    theirs = _last_of(CONTACTS, CONTACTS.c.kind.in_(THEIRS_OR_TOGETHER))
    met = _last_of(ENCOUNTERS, ENCOUNTERS.c.happened)
    either = union_all(select(theirs), select(met)).subquery("either")
    return select(either.c.local_date).order_by(either.c.occurred_at.desc()).limit(1)


def _last_of(rows: TableClause, condition: ColumnElement[bool]) -> Subquery:
    moment = rows.c.occurred_at
    return (
        select(moment, rows.c.local_date)
        .where(
            mine(rows.c, ANY_OWNER),
            rows.c.person_id == bindparam("of_person", type_=Uuid()),
            moment < bindparam("before", type_=moment.type),
            condition,
        )
        .order_by(moment.desc())
        .limit(1)
        .subquery()
    )


def _fitting(filters: Filters) -> list[ColumnElement[bool]]:
    conditions = filters.dates.within(CHECKS.c.local_date)
    if filters.person_id is not None:
        conditions.append(CHECKS.c.person_id == filters.person_id)
    return conditions
