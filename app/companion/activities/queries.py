from sqlalchemy import ColumnElement, select

from app.companion.activities.filters import Filters
from app.companion.activities.models import Activity
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import table_of
from app.core.tables import AnySelect, mine

ACTIVITIES = table_of(Activity)


def activities_of(owner: Owner, filters: Filters, paging: Paging) -> AnySelect:
    own = select(ACTIVITIES).where(mine(ACTIVITIES.c, owner), *_fitting(filters))
    return paging.select(own, owner, ACTIVITIES.c.recorded_at, ACTIVITIES.c.id)


def _fitting(filters: Filters) -> list[ColumnElement[bool]]:
    conditions = []
    if filters.status is not None:
        conditions.append(ACTIVITIES.c.status == filters.status)
    if filters.area is not None:
        conditions.append(ACTIVITIES.c.area == filters.area)
    return conditions
