from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.dependencies import Writes
from app.accounts.auth.scoped import ReadsGoals
from app.companion.goals.errors import GoalNotFound
from app.companion.goals.pauses import service
from app.companion.goals.pauses.dependencies import GoalPauseToChange, GoalPauseToDelete
from app.companion.goals.pauses.errors import GoalPauseNotFound, GoalPauseOverlaps
from app.companion.goals.pauses.schemas import GoalPauseCreate, GoalPauseRead, GoalPauseUpdate
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.errors import problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/goals/{goal_id}/pauses", tags=["goals"])


@router.get("", response_model=Page[GoalPauseRead], responses=problems(GoalNotFound))
async def list_goal_pauses(
    db: Session, owner: ReadsGoals, goal_id: UUID, paging: Pages
) -> dict[str, Any]:
    """List a goal's pauses, newest first."""
    return await service.list_page(db, owner, goal_id, paging)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=GoalPauseRead,
    responses=problems(GoalNotFound, GoalPauseOverlaps),
)
async def pause_goal(
    db: Session, owner: Writes, goal_id: UUID, body: GoalPauseCreate, now: Now, response: Response
) -> Record:
    """Let a goal rest for some days, past or to come: they neither break a run nor lengthen it.

    A week or a month is skipped when all of its days are paused or excused. On a target a pause
    changes nothing.
    """
    return created(response, await service.create(db, owner, goal_id, body, now=now))


@router.patch(
    "/{goal_pause_id}",
    response_model=GoalPauseRead,
    responses=problems(GoalNotFound, GoalPauseNotFound, GoalPauseOverlaps),
)
async def update_goal_pause(
    db: Session,
    owner: Writes,
    pause: GoalPauseToChange,
    body: GoalPauseUpdate,
    now: Now,
    response: Response,
) -> Record:
    """Change a pause (JSON Merge Patch): move it, or let it end; `null` leaves it open."""
    return changed(response, await service.update(db, owner, pause, body, now=now))


@router.delete("/{goal_pause_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_goal_pause(db: Session, owner: Writes, pause: GoalPauseToDelete, now: Now) -> None:
    """Delete a pause: its days count again. What never was is gone, too: 204."""
    if pause is not None:
        await service.delete(db, owner, pause, now=now)
