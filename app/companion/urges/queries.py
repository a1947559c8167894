from sqlalchemy import ColumnElement, select

from app.companion.urges.filters import Filters
from app.companion.urges.models import Urge
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

URGES = table_of(Urge)
KEYS = (URGES.c.occurred_at, URGES.c.id)


def urges_of(owner: Owner, filters: Filters, paging: Paging) -> Asked:
    return paging.of(_newest(), owner, *KEYS, where=_fitting(filters))


@built_once
def _newest() -> AnySelect:
    return newest_first(select(URGES).where(mine(URGES.c, ANY_OWNER)), *KEYS)


def _fitting(filters: Filters) -> list[ColumnElement[bool]]:
    conditions = filters.dates.within(URGES.c.local_date)
    if filters.person_id is not None:
        conditions.append(URGES.c.person_id == filters.person_id)
    if filters.outcome is not None:
        conditions.append(URGES.c.outcome == filters.outcome)
    return conditions
