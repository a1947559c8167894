from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.streaks.contact_events import service
from app.companion.streaks.contact_events.dependencies import (
    ContactEventToChange,
    OwnContactEvent,
)
from app.companion.streaks.contact_events.errors import ContactEventNotFound
from app.companion.streaks.contact_events.filters import Filtered
from app.companion.streaks.contact_events.schemas import (
    ContactEventCreate,
    ContactEventRead,
    ContactEventUpdate,
)
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import UnknownReference, problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/contact-events", tags=["contact events"])


@router.get("", response_model=Page[ContactEventRead])
async def list_contact_events(
    db: Session, owner: Reads, filters: Filtered, paging: Pages
) -> dict[str, Any]:
    """List what happened between you and others, newest first, each with what it does to streaks.

    A person that you do not have gives an empty list.
    """
    return await service.list_page(db, owner, filters, paging)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=ContactEventRead,
    responses=problems(UnknownReference),
)
async def create_contact_event(
    db: Session, owner: Writes, body: ContactEventCreate, now: Now, response: Response
) -> Record:
    """Log something that happened between you and somebody, now or at any time before.

    `effects` says of each streak that it could concern whether it breaks it, and why (not). Being
    contacted never breaks anything, and contact that a policy excepts by its `reason` does not.
    """
    return created(response, await service.create(db, owner, body, now=now))


@router.get(
    "/{contact_event_id}",
    response_model=ContactEventRead,
    responses=problems(ContactEventNotFound),
)
async def get_contact_event(event: OwnContactEvent) -> Record:
    """Read one event with what it does to streaks."""
    return event


@router.patch(
    "/{contact_event_id}",
    response_model=ContactEventRead,
    responses=problems(ContactEventNotFound, UnknownReference),
)
async def update_contact_event(
    db: Session,
    owner: Writes,
    event: ContactEventToChange,
    body: ContactEventUpdate,
    now: Now,
    response: Response,
) -> Record:
    """Change an event (JSON Merge Patch). Streaks are then as if it had always been so."""
    return changed(response, await service.update(db, owner, event, body, now=now))


@router.delete("/{contact_event_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_contact_event(
    db: Session, owner: Writes, contact_event_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete an event. Streaks are then as if it had never been. What never was: 204."""
    await service.delete(db, owner, contact_event_id, if_match=if_match, now=now)
