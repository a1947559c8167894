from sqlalchemy import select

from app.companion.people.models import Person
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

PEOPLE = table_of(Person)
KEYS = (PEOPLE.c.recorded_at, PEOPLE.c.id)


def people_of(owner: Owner, paging: Paging) -> Asked:
    return paging.of(_newest(), owner, *KEYS)


@built_once
def _newest() -> AnySelect:
    return newest_first(select(PEOPLE).where(mine(PEOPLE.c, ANY_OWNER)), *KEYS)
