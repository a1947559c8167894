from sqlalchemy import ColumnElement, select

from app.companion.activities.filters import Filters
from app.companion.activities.models import Activity
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

ACTIVITIES = table_of(Activity)
KEYS = (ACTIVITIES.c.recorded_at, ACTIVITIES.c.id)


def activities_of(owner: Owner, filters: Filters, paging: Paging) -> Asked:
    return paging.of(_newest(), owner, *KEYS, where=_fitting(filters))


@built_once
def _newest() -> AnySelect:
    return newest_first(select(ACTIVITIES).where(mine(ACTIVITIES.c, ANY_OWNER)), *KEYS)


def _fitting(filters: Filters) -> list[ColumnElement[bool]]:
    conditions = []
    if filters.status is not None:
        conditions.append(ACTIVITIES.c.status == filters.status)
    if filters.area is not None:
        conditions.append(ACTIVITIES.c.area == filters.area)
    return conditions
