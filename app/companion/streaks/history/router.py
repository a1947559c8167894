from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from app.accounts.auth.dependencies import Reads
from app.accounts.auth.scoped import ReadsRunningStreaks
from app.companion.streaks.errors import StreakNotFound
from app.companion.streaks.history import service
from app.companion.streaks.history.schemas import ExplanationRead, SegmentRead
from app.core.clock import Now
from app.core.errors import problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session

router = Router(prefix="/v1/streaks/{streak_id}", tags=["streaks"])


@router.get("/segments", response_model=Page[SegmentRead], responses=problems(StreakNotFound))
async def list_streak_segments(
    db: Session, owner: ReadsRunningStreaks, streak_id: UUID, paging: Pages, now: Now
) -> dict[str, Any]:
    """List the stretches of a streak from break to break: first the one that runs or was ended."""
    return await service.list_segments(db, owner, streak_id, paging, now=now)


@router.get("/explanation", response_model=ExplanationRead, responses=problems(StreakNotFound))
async def explain_streak(
    db: Session,
    owner: Reads,
    streak_id: UUID,
    now: Now,
    on: Annotated[date | None, Query(description="Absent: your today.")] = None,
) -> dict[str, Any]:
    """Explain one day of a streak: what happened, and by which policy it counted or did not.

    Each event says where and by which start of day it came to be dated so.
    """
    return await service.explain_date(db, owner, streak_id, on, now=now)
