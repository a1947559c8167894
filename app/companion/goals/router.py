from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.scoped import ReadsRunningGoals, WritesGoals
from app.companion.goals import service
from app.companion.goals.dependencies import GoalToChange, OwnGoal
from app.companion.goals.errors import GoalNotFound
from app.companion.goals.filters import Filtered
from app.companion.goals.schemas import GoalCreate, GoalRead, GoalUpdate
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import UnknownReference, problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/goals", tags=["goals"])


@router.get("", response_model=Page[GoalRead])
async def list_goals(
    db: Session, owner: ReadsRunningGoals, filters: Filtered, paging: Pages, now: Now
) -> dict[str, Any]:
    """List your goals with the figures of your today, newest first."""
    return await service.list_page(db, owner, filters, paging, now=now)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=GoalRead,
    responses=problems(UnknownReference),
)
async def create_goal(
    db: Session, owner: WritesGoals, body: GoalCreate, now: Now, response: Response
) -> Record:
    """Set a goal: a cadence to keep up, or a target to reach.

    Activity logs count for the goal that they name as `goal_id`; those that name none count for
    every goal of their activity, the ones logged before included.
    """
    return created(response, await service.create(db, owner, body, now=now))


@router.get("/{goal_id}", response_model=GoalRead, responses=problems(GoalNotFound))
async def get_goal(goal: OwnGoal) -> Record:
    """Read one goal with the figures of your today."""
    return goal


@router.patch(
    "/{goal_id}", response_model=GoalRead, responses=problems(GoalNotFound, UnknownReference)
)
async def update_goal(
    db: Session,
    owner: WritesGoals,
    goal: GoalToChange,
    body: GoalUpdate,
    now: Now,
    response: Response,
) -> Record:
    """Change a goal (JSON Merge Patch). Its figures are then as if it had always been so.

    To make a target of a cadence, send the one and `null` for the other.
    """
    return changed(response, await service.update(db, owner, goal, body, now=now))


@router.delete("/{goal_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_goal(
    db: Session, owner: WritesGoals, goal_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete a goal with its excused days and pauses. Its logs stay. What never was: 204."""
    await service.delete(db, owner, goal_id, if_match=if_match, now=now)
