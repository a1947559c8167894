from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.streaks.dependencies import StreakToExtend
from app.companion.streaks.errors import StreakNotFound
from app.companion.streaks.policies import service
from app.companion.streaks.policies.schemas import PolicyCreate, PolicyRead
from app.core.answers import created
from app.core.clock import Now
from app.core.errors import problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/streaks/{streak_id}/policies", tags=["streaks"])


@router.get("", response_model=Page[PolicyRead], responses=problems(StreakNotFound))
async def list_streak_policies(
    db: Session, owner: Reads, streak_id: UUID, paging: Pages
) -> dict[str, Any]:
    """List what has counted for a streak, newest version first."""
    return await service.list_page(db, owner, streak_id, paging)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=PolicyRead,
    responses=problems(StreakNotFound),
)
async def create_streak_policy(
    db: Session,
    owner: Writes,
    streak: StreakToExtend,
    body: PolicyCreate,
    now: Now,
    response: Response,
) -> Record:
    """Let other things count from `effective_at` on. Past days keep the policy then in force."""
    return created(response, await service.create(db, owner, streak, body, now=now))
