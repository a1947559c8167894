from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.companion.activities.logs.filters import Filters
from app.companion.activities.logs.models import ActivityLog
from app.companion.activities.models import Activity
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

LOGS = table_of(ActivityLog)
KEYS = (LOGS.c.occurred_at, LOGS.c.id)


def logs_of(owner: Owner, filters: Filters, paging: Paging) -> Asked:
    conditions = filters.dates.within(LOGS.c.local_date)
    if filters.activity_id is not None:
        conditions.append(LOGS.c.activity_id == filters.activity_id)
    return paging.of(_newest(), owner, *KEYS, where=conditions)


def area_of(owner: Owner, activity_id: UUID) -> ColumnElement[str]:
    own = select(Activity.area).where(mine(Activity, owner), Activity.id == activity_id)
    return own.scalar_subquery()


@built_once
def _newest() -> AnySelect:
    return newest_first(select(LOGS).where(mine(LOGS.c, ANY_OWNER)), *KEYS)
