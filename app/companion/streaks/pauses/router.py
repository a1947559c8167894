from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.streaks.dependencies import StreakToExtend
from app.companion.streaks.errors import StreakNotFound
from app.companion.streaks.pauses import service
from app.companion.streaks.pauses.dependencies import PauseToChange, PauseToDelete
from app.companion.streaks.pauses.errors import PauseNotFound, PauseOverlaps
from app.companion.streaks.pauses.schemas import PauseCreate, PauseRead, PauseUpdate
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.errors import problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/streaks/{streak_id}/pauses", tags=["streaks"])


@router.get("", response_model=Page[PauseRead], responses=problems(StreakNotFound))
async def list_streak_pauses(
    db: Session, owner: Reads, streak_id: UUID, paging: Pages
) -> dict[str, Any]:
    """List a streak's pauses, newest first."""
    return await service.list_page(db, owner, streak_id, paging)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=PauseRead,
    responses=problems(StreakNotFound, PauseOverlaps),
)
async def pause_streak(
    db: Session,
    owner: Writes,
    streak: StreakToExtend,
    body: PauseCreate,
    now: Now,
    response: Response,
) -> Record:
    """Set a streak aside for some days, past or to come. They are neither kept nor broken."""
    return created(response, await service.create(db, owner, streak, body, now=now))


@router.patch(
    "/{pause_id}",
    response_model=PauseRead,
    responses=problems(StreakNotFound, PauseNotFound, PauseOverlaps),
)
async def update_streak_pause(
    db: Session,
    owner: Writes,
    pause: PauseToChange,
    body: PauseUpdate,
    now: Now,
    response: Response,
) -> Record:
    """Change a pause (JSON Merge Patch): move it, or let it end; `null` leaves it open."""
    return changed(response, await service.update(db, owner, pause, body, now=now))


@router.delete("/{pause_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_streak_pause(db: Session, owner: Writes, pause: PauseToDelete, now: Now) -> None:
    """Delete a pause: its days count again. What never was is gone, too: 204."""
    if pause is not None:
        await service.delete(db, owner, pause, now=now)
