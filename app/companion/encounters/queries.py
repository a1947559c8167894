from typing import Any
from uuid import UUID

from sqlalchemy import (
    TIMESTAMP,
    ColumnElement,
    Date,
    Double,
    ScalarSelect,
    Uuid,
    bindparam,
    cast,
    column,
    func,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import JSONB

from app.companion.encounters.filters import Filters
from app.companion.encounters.models import Encounter
from app.companion.encounters.rules import BASELINE_DAYS
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

ENCOUNTERS = table_of(Encounter)
KEYS = (ENCOUNTERS.c.occurred_at, ENCOUNTERS.c.id)
MOODS = table(
    "moods",
    column("user_id", Uuid()),
    column("occurred_at", TIMESTAMP(timezone=True)),
    column("local_date", Date()),
    column("valence", Double()),
)
"""What encounters know of check-ins: another feature's table."""


def encounters_of(owner: Owner, filters: Filters, paging: Paging) -> Asked:
    return paging.of(_newest(), owner, *KEYS, where=_fitting(filters))


def encounter(encounter_id: UUID) -> Asked:
    return _one(), {"record_id": encounter_id}


@built_once
def _newest() -> AnySelect:
    return newest_first(_with_check_ins(), *KEYS)


@built_once
def _one() -> AnySelect:
    return _with_check_ins().where(ENCOUNTERS.c.id == bindparam("record_id"))


def _with_check_ins() -> AnySelect:
    own = mine(ENCOUNTERS.c, ANY_OWNER)
    return select(ENCOUNTERS, _check_ins_before().label("check_ins")).where(own)


def _check_ins_before() -> ScalarSelect[Any]:
    """Count the check-ins of the local dates before an encounter, and take their mean.

    The moments bound what is read of the index: a local date is never a whole day off UTC's
    by its zone and its day start, in either direction.
    """
    day = ENCOUNTERS.c.local_date
    counted = func.jsonb_build_array(func.count(), func.avg(MOODS.c.valence), type_=JSONB)
    return (
        select(counted)
        .where(
            mine(MOODS.c, ANY_OWNER),
            MOODS.c.occurred_at >= _midnight(day - (BASELINE_DAYS + 1)),
            MOODS.c.occurred_at < _midnight(day + 1),
            MOODS.c.local_date >= day - BASELINE_DAYS,
            MOODS.c.local_date < day,
        )
        .correlate(ENCOUNTERS)
        .scalar_subquery()
    )


def _midnight(day: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.timezone("UTC", cast(day, TIMESTAMP()))


def _fitting(filters: Filters) -> list[ColumnElement[bool]]:
    conditions = filters.dates.within(ENCOUNTERS.c.local_date)
    if filters.person_id is not None:
        conditions.append(ENCOUNTERS.c.person_id == filters.person_id)
    if filters.happened is not None:
        conditions.append(ENCOUNTERS.c.happened == filters.happened)
    return conditions
