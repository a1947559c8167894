from sqlalchemy import ColumnElement, select

from app.companion.moods.filters import Filters
from app.companion.moods.models import Mood
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import table_of
from app.core.tables import AnySelect, mine

MOODS = table_of(Mood)


def moods_of(owner: Owner, filters: Filters, paging: Paging) -> AnySelect:
    own = select(MOODS).where(mine(MOODS.c, owner), *_fitting(filters))
    return paging.select(own, owner, MOODS.c.occurred_at, MOODS.c.id)


def _fitting(filters: Filters) -> list[ColumnElement[bool]]:
    conditions = filters.dates.within(MOODS.c.local_date)
    if filters.kind is not None:
        conditions.append(MOODS.c.kind == filters.kind)
    if filters.label is not None:
        conditions.append(MOODS.c.labels.contains([filters.label]))
    return conditions
