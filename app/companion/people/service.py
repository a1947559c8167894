"""What can be done with people."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.companion.people import queries
from app.companion.people.errors import PersonNotFound
from app.companion.people.models import Person
from app.companion.people.schemas import PersonCreate, PersonUpdate
from app.core import events, records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Stored
from app.core.tables import Record


async def create(db: Db, owner: Owner, new: PersonCreate, *, now: datetime) -> Stored:
    return await records.create(db, owner, Person, new, new.model_dump(), now=now)


async def find(db: Db, owner: Owner, person_id: UUID) -> Record:
    """Load one of the owner's people.

    Raises:
        PersonNotFound: there is none of that id, or it is somebody else's.
    """
    person = await records.find(db, owner, Person, person_id)
    if person is None:
        raise PersonNotFound
    return person


async def list_page(db: Db, owner: Owner, paging: Paging) -> dict[str, Any]:
    people = await records.fetch(db, owner, Person, *queries.people_of(owner, paging))
    return paging.page(people, owner, "recorded_at", "id")


async def update(
    db: Db, owner: Owner, person: Record, changes: PersonUpdate, *, now: datetime
) -> Record:
    return await records.change(db, owner, Person, person["id"], changes.model_dump(), now=now)


async def delete(
    db: Db, owner: Owner, person_id: UUID, *, if_match: Versions, now: datetime
) -> None:
    """Delete a person and what is only about them; deleting what is gone does nothing."""
    await events.tell(db, owner, "people.deleting", person_id, now=now)
    if await records.delete(db, owner, Person, person_id, now=now, if_match=if_match):
        await events.tell(db, owner, "people.deleted", person_id, now=now)
