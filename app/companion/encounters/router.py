from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.encounters import service
from app.companion.encounters.dependencies import EncounterToChange, OwnEncounter
from app.companion.encounters.errors import EncounterNotFound
from app.companion.encounters.filters import Filtered
from app.companion.encounters.schemas import EncounterCreate, EncounterRead, EncounterUpdate
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import UnknownReference, problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/encounters", tags=["encounters"])


@router.get("", response_model=Page[EncounterRead])
async def list_encounters(
    db: Session, owner: Reads, filters: Filtered, paging: Pages
) -> dict[str, Any]:
    """List your encounters, newest first by when they happened.

    A plan stands where it was noted until it has happened.
    """
    return await service.list_page(db, owner, filters, paging)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=EncounterRead,
    responses=problems(UnknownReference),
)
async def create_encounter(
    db: Session, owner: Writes, body: EncounterCreate, now: Now, response: Response
) -> Record:
    """Note time with somebody: what you mean to bring, and how it was.

    The answer has the baseline of your own mood beside it, so that you can see what you came with
    and what you left with.
    """
    return created(response, await service.create(db, owner, body, now=now))


@router.get("/{encounter_id}", response_model=EncounterRead, responses=problems(EncounterNotFound))
async def get_encounter(encounter: OwnEncounter) -> Record:
    """Read one encounter."""
    return encounter


@router.patch(
    "/{encounter_id}",
    response_model=EncounterRead,
    responses=problems(EncounterNotFound, UnknownReference),
)
async def update_encounter(
    db: Session,
    owner: Writes,
    encounter: EncounterToChange,
    body: EncounterUpdate,
    now: Now,
    response: Response,
) -> Record:
    """Change an encounter (JSON Merge Patch): absent fields stay, `null` clears.

    Once a plan has happened it moves to its `planned_for`, unless you tell `occurred_at`.
    """
    return changed(response, await service.update(db, owner, encounter, body, now=now))


@router.delete("/{encounter_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_encounter(
    db: Session, owner: Writes, encounter_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete an encounter. What never was is gone, too: 204."""
    await service.delete(db, owner, encounter_id, if_match=if_match, now=now)
