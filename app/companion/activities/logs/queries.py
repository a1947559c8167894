from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.companion.activities.logs.filters import Filters
from app.companion.activities.logs.models import ActivityLog
from app.companion.activities.models import Activity
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import table_of
from app.core.tables import AnySelect, mine

LOGS = table_of(ActivityLog)


def logs_of(owner: Owner, filters: Filters, paging: Paging) -> AnySelect:
    conditions = filters.dates.within(LOGS.c.local_date)
    if filters.activity_id is not None:
        conditions.append(LOGS.c.activity_id == filters.activity_id)
    own = select(LOGS).where(mine(LOGS.c, owner), *conditions)
    return paging.select(own, owner, LOGS.c.occurred_at, LOGS.c.id)


def area_of(owner: Owner, activity_id: UUID) -> ColumnElement[str]:
    own = select(Activity.area).where(mine(Activity, owner), Activity.id == activity_id)
    return own.scalar_subquery()
