from sqlalchemy import select

from app.companion.people.models import Person
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import table_of
from app.core.tables import AnySelect, mine


def people_of(owner: Owner, paging: Paging) -> AnySelect:
    people = table_of(Person)
    own = select(people).where(mine(people.c, owner))
    return paging.select(own, owner, people.c.recorded_at, people.c.id)
