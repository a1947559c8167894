from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.dependencies import ReadsUntagged, Writes
from app.companion.space_windows import service
from app.companion.space_windows.dependencies import OwnSpaceWindow, SpaceWindowToChange
from app.companion.space_windows.errors import SpaceWindowNotFound
from app.companion.space_windows.filters import Filtered
from app.companion.space_windows.schemas import (
    SpaceWindowCreate,
    SpaceWindowRead,
    SpaceWindowUpdate,
)
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import UnknownReference, problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/space-windows", tags=["space windows"])


@router.get("", response_model=Page[SpaceWindowRead])
async def list_space_windows(
    db: Session, owner: ReadsUntagged, filters: Filtered, paging: Pages, now: Now
) -> dict[str, Any]:
    """List your promises of space, newest first.

    Whether one runs depends on the hour, so these answers have no `ETag`.
    """
    return await service.list_page(db, owner, filters, paging, now=now)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=SpaceWindowRead,
    responses=problems(UnknownReference),
)
async def create_space_window(
    db: Session, owner: Writes, body: SpaceWindowCreate, now: Now, response: Response
) -> Record:
    """Promise somebody times in which you will not disturb them.

    It goes by the clock on your wall, in your present time zone. A weekday said twice is kept
    once.
    """
    return created(response, await service.create(db, owner, body, now=now))


@router.get(
    "/{space_window_id}", response_model=SpaceWindowRead, responses=problems(SpaceWindowNotFound)
)
async def get_space_window(window: OwnSpaceWindow) -> Record:
    """Read one promise of space."""
    return window


@router.patch(
    "/{space_window_id}",
    response_model=SpaceWindowRead,
    responses=problems(SpaceWindowNotFound, UnknownReference),
)
async def update_space_window(
    db: Session,
    owner: Writes,
    window: SpaceWindowToChange,
    body: SpaceWindowUpdate,
    now: Now,
    response: Response,
) -> Record:
    """Change a promise of space (JSON Merge Patch): absent fields stay, `null` clears."""
    return changed(response, await service.update(db, owner, window, body, now=now))


@router.delete("/{space_window_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_space_window(
    db: Session, owner: Writes, space_window_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete a promise of space. What never was is gone, too: 204."""
    await service.delete(db, owner, space_window_id, if_match=if_match, now=now)
