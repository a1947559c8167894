from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from app.accounts.auth.dependencies import Reads
from app.companion.milestones import service
from app.companion.milestones.dependencies import OwnMilestone
from app.companion.milestones.errors import MilestoneNotFound
from app.companion.milestones.schemas import MilestoneRead
from app.core.errors import problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record
from app.core.texts import AcceptedLanguages

router = Router(prefix="/v1/milestones", tags=["milestones"])


@router.get("", response_model=Page[MilestoneRead])
async def list_milestones(
    db: Session,
    owner: Reads,
    paging: Pages,
    accepted: AcceptedLanguages,
    streak_id: Annotated[UUID | None, Query(description="Only of this streak.")] = None,
) -> dict[str, Any]:
    """List the days that your streaks have reached, the latest reached first.

    They come by themselves, soon after the day has begun or a streak was changed, and only after
    the fact: nothing says how long the next one takes. Later word of an earlier day may undo one;
    it stays in the list with `revoked_at`, and comes back as the same record if it holds again.
    """
    return await service.list_page(db, owner, streak_id, paging, accepted)


@router.get("/{milestone_id}", response_model=MilestoneRead, responses=problems(MilestoneNotFound))
async def get_milestone(milestone: OwnMilestone) -> Record:
    """Read one milestone, whether it holds or was undone."""
    return milestone
