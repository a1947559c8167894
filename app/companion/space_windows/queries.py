from sqlalchemy import ColumnElement, select

from app.companion.space_windows.filters import Filters
from app.companion.space_windows.models import SpaceWindow
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

WINDOWS = table_of(SpaceWindow)
KEYS = (WINDOWS.c.recorded_at, WINDOWS.c.id)


def windows_of(owner: Owner, filters: Filters, paging: Paging) -> Asked:
    return paging.of(_newest(), owner, *KEYS, where=_fitting(filters))


@built_once
def _newest() -> AnySelect:
    return newest_first(select(WINDOWS).where(mine(WINDOWS.c, ANY_OWNER)), *KEYS)


def _fitting(filters: Filters) -> list[ColumnElement[bool]]:
    return [] if filters.person_id is None else [WINDOWS.c.person_id == filters.person_id]
