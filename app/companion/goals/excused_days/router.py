from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, status

from app.accounts.auth.dependencies import Writes
from app.accounts.auth.scoped import ReadsGoals
from app.companion.goals.errors import GoalNotFound
from app.companion.goals.excused_days import service
from app.companion.goals.excused_days.dependencies import GoalToExcuse
from app.companion.goals.excused_days.schemas import GoalExcusedDayRead
from app.companion.goals.schemas import Day
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session

router = Router(prefix="/v1/goals/{goal_id}/excused-days", tags=["goals"])
LocalDate = Annotated[Day, Path(description="One of your local dates.")]


@router.get("", response_model=Page[GoalExcusedDayRead], responses=problems(GoalNotFound))
async def list_goal_excused_days(
    db: Session, owner: ReadsGoals, goal_id: UUID, paging: Pages
) -> dict[str, Any]:
    """List the days on which a goal may rest, the latest first."""
    return await service.list_page(db, owner, goal_id, paging)


@router.put("/{date}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(GoalNotFound))
async def excuse_goal_day(
    db: Session, owner: Writes, goal: GoalToExcuse, date: LocalDate, now: Now
) -> None:
    """Excuse one of your local dates, past or to come; twice is as good as once.

    It neither breaks a run nor lengthens it. A week or a month is skipped when all of its days
    are excused or paused. `If-Match` means the goal's version. On a target it changes nothing.
    """
    await service.put(db, owner, goal["id"], date, now=now)


@router.delete("/{date}", status_code=status.HTTP_204_NO_CONTENT)
async def unexcuse_goal_day(
    db: Session, owner: Writes, goal_id: UUID, date: LocalDate, if_match: IfMatch, now: Now
) -> None:
    """Let a date count again. One that is not excused, or a goal that you do not have: 204."""
    await service.delete(db, owner, goal_id, date, if_match=if_match, now=now)
