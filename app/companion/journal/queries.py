from sqlalchemy import select

from app.companion.journal.filters import Filters
from app.companion.journal.models import JournalEntry
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

ENTRIES = table_of(JournalEntry)
KEYS = (ENTRIES.c.occurred_at, ENTRIES.c.id)


def entries_of(owner: Owner, filters: Filters, paging: Paging) -> Asked:
    conditions = filters.dates.within(ENTRIES.c.local_date)
    if filters.focus is not None:
        conditions.append(ENTRIES.c.focus == filters.focus)
    return paging.of(_newest(), owner, *KEYS, where=conditions)


@built_once
def _newest() -> AnySelect:
    return newest_first(select(ENTRIES).where(mine(ENTRIES.c, ANY_OWNER)), *KEYS)
