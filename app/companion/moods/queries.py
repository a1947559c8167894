from sqlalchemy import ColumnElement, select

from app.companion.moods.filters import Filters
from app.companion.moods.models import Mood
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

MOODS = table_of(Mood)
KEYS = (MOODS.c.occurred_at, MOODS.c.id)


def moods_of(owner: Owner, filters: Filters, paging: Paging) -> Asked:
    return paging.of(_newest(), owner, *KEYS, where=_fitting(filters))


@built_once
def _newest() -> AnySelect:
    return newest_first(select(MOODS).where(mine(MOODS.c, ANY_OWNER)), *KEYS)


def _fitting(filters: Filters) -> list[ColumnElement[bool]]:
    conditions = filters.dates.within(MOODS.c.local_date)
    if filters.kind is not None:
        conditions.append(MOODS.c.kind == filters.kind)
    if filters.label is not None:
        conditions.append(MOODS.c.labels.contains([filters.label]))
    return conditions
