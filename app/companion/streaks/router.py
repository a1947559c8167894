from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.dependencies import Writes
from app.accounts.auth.scoped import ReadsRunningStreaks
from app.companion.streaks import service
from app.companion.streaks.dependencies import OwnStreak, StreakToChange
from app.companion.streaks.errors import StreakNotFound, StreakRunsAlready
from app.companion.streaks.schemas import StreakCreate, StreakRead, StreakUpdate
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import UnknownReference, problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/streaks", tags=["streaks"])


@router.get("", response_model=Page[StreakRead])
async def list_streaks(
    db: Session, owner: ReadsRunningStreaks, paging: Pages, now: Now
) -> dict[str, Any]:
    """List your streaks with their figures at this moment, newest first.

    The tag is weak: 304 says that only the clock has moved, so `elapsed_seconds` can be counted on
    from `as_of`.
    """
    return await service.list_page(db, owner, paging, now=now)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=StreakRead,
    responses=problems(StreakRunsAlready, UnknownReference),
)
async def create_streak(
    db: Session, owner: Writes, body: StreakCreate, now: Now, response: Response
) -> Record:
    """Begin a streak, now or at an earlier moment.

    What is logged already since that moment counts at once. One streak of a kind, person, label
    and platforms can run at a time.
    """
    return created(response, await service.create(db, owner, body, now=now))


@router.get("/{streak_id}", response_model=StreakRead, responses=problems(StreakNotFound))
async def get_streak(streak: OwnStreak) -> Record:
    """Read one streak with its figures at this moment."""
    return streak


@router.patch(
    "/{streak_id}",
    response_model=StreakRead,
    responses=problems(StreakNotFound, StreakRunsAlready),
)
async def update_streak(
    db: Session,
    owner: Writes,
    streak: StreakToChange,
    body: StreakUpdate,
    now: Now,
    response: Response,
) -> Record:
    """Change a streak (JSON Merge Patch). Its figures are then as if it had always been so."""
    return changed(response, await service.update(db, owner, streak, body, now=now))


@router.delete("/{streak_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_streak(
    db: Session, owner: Writes, streak_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete a streak with its policies and pauses. Contact events stay. What never was: 204."""
    await service.delete(db, owner, streak_id, if_match=if_match, now=now)
