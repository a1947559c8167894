from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.urges import service
from app.companion.urges.dependencies import OwnUrge, UrgeToChange
from app.companion.urges.errors import UrgeNotFound
from app.companion.urges.filters import Filtered
from app.companion.urges.schemas import AnsweredUrgeRead, UrgeCreate, UrgeRead, UrgeUpdate
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import UnknownReference, problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record
from app.core.texts import AcceptedLanguages, language_for

router = Router(prefix="/v1/urges", tags=["urges"])


@router.get("", response_model=Page[UrgeRead])
async def list_urges(db: Session, owner: Reads, filters: Filtered, paging: Pages) -> dict[str, Any]:
    """List your urges, newest first by when they occurred."""
    return await service.list_page(db, owner, filters, paging)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=AnsweredUrgeRead,
    responses=problems(UnknownReference),
)
async def create_urge(
    db: Session,
    owner: Writes,
    body: UrgeCreate,
    accepted: AcceptedLanguages,
    now: Now,
    response: Response,
) -> Record:
    """Tell of an urge before you act on it; the answer says what to do instead.

    `toolkit` holds three techniques in the language of `Accept-Language`, else of your `locale`;
    `hold_until` is 20 minutes after the urge; `space_windows` reminds of times that you promised
    to leave the person alone. Nothing is counted or judged.
    """
    language = language_for(accepted, owner.locale)
    return created(response, await service.create(db, owner, body, language, now=now))


@router.get("/{urge_id}", response_model=UrgeRead, responses=problems(UrgeNotFound))
async def get_urge(urge: OwnUrge) -> Record:
    """Read one urge."""
    return urge


@router.patch(
    "/{urge_id}", response_model=UrgeRead, responses=problems(UrgeNotFound, UnknownReference)
)
async def update_urge(
    db: Session, owner: Writes, urge: UrgeToChange, body: UrgeUpdate, now: Now, response: Response
) -> Record:
    """Say what you tried and how it ended (JSON Merge Patch), at once or bit by bit.

    An outcome without `resolved_at` ends it now; clearing the outcome opens it again. What you
    tell here ranks the techniques of the next toolkit.
    """
    return changed(response, await service.update(db, owner, urge, body, now=now))


@router.delete("/{urge_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_urge(
    db: Session, owner: Writes, urge_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete an urge. A contact that it became stays. What never was is gone, too: 204."""
    await service.delete(db, owner, urge_id, if_match=if_match, now=now)
