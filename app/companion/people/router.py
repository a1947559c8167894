from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.people import service
from app.companion.people.dependencies import OwnPerson, PersonToChange
from app.companion.people.errors import PersonNotFound
from app.companion.people.schemas import PersonCreate, PersonRead, PersonUpdate
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/people", tags=["people"])


@router.get("", response_model=Page[PersonRead])
async def list_people(db: Session, owner: Reads, paging: Pages) -> dict[str, Any]:
    """List the people in your life, newest first."""
    return await service.list_page(db, owner, paging)


@router.post("", status_code=status.HTTP_201_CREATED, response_model=PersonRead)
async def create_person(
    db: Session, owner: Writes, body: PersonCreate, now: Now, response: Response
) -> Record:
    """Add somebody, by a nickname. The service never contacts anybody.

    Phone numbers, addresses and @handles are refused: nothing here shall lead to a person.
    """
    return created(response, await service.create(db, owner, body, now=now))


@router.get("/{person_id}", response_model=PersonRead, responses=problems(PersonNotFound))
async def get_person(person: OwnPerson) -> Record:
    """Read one person."""
    return person


@router.patch("/{person_id}", response_model=PersonRead, responses=problems(PersonNotFound))
async def update_person(
    db: Session,
    owner: Writes,
    person: PersonToChange,
    body: PersonUpdate,
    now: Now,
    response: Response,
) -> Record:
    """Change a person (JSON Merge Patch): absent fields stay, `null` clears."""
    return changed(response, await service.update(db, owner, person, body, now=now))


@router.delete("/{person_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_person(
    db: Session, owner: Writes, person_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete a person and what is of them alone. What never was is gone, too: 204.

    With them go their streaks (with policies, pauses, segments and milestones), contact events,
    encounters, return checks and space windows. Urges, unsent messages and activities stay, and
    name nobody any more; so do reviews, of no streak then. The log of safety mode stays whole.
    """
    await service.delete(db, owner, person_id, if_match=if_match, now=now)
