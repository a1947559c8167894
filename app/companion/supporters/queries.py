from sqlalchemy import select

from app.companion.supporters.models import Supporter
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

SUPPORTERS = table_of(Supporter)
KEYS = (SUPPORTERS.c.recorded_at, SUPPORTERS.c.id)


def supporters_of(owner: Owner, paging: Paging) -> Asked:
    return paging.of(_newest(), owner, *KEYS)


@built_once
def _newest() -> AnySelect:
    return newest_first(select(SUPPORTERS).where(mine(SUPPORTERS.c, ANY_OWNER)), *KEYS)
