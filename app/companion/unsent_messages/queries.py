from sqlalchemy import select

from app.companion.unsent_messages.filters import Filters
from app.companion.unsent_messages.models import UnsentMessage
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

MESSAGES = table_of(UnsentMessage)
KEYS = (MESSAGES.c.occurred_at, MESSAGES.c.id)


def messages_of(owner: Owner, filters: Filters, paging: Paging) -> Asked:
    conditions = filters.dates.within(MESSAGES.c.local_date)
    if filters.person_id is not None:
        conditions.append(MESSAGES.c.person_id == filters.person_id)
    return paging.of(_newest(), owner, *KEYS, where=conditions)


@built_once
def _newest() -> AnySelect:
    return newest_first(select(MESSAGES).where(mine(MESSAGES.c, ANY_OWNER)), *KEYS)
