from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.dependencies import Writes
from app.companion.goals import service as goals
from app.companion.goals.pauses import service
from app.companion.goals.pauses.errors import GoalPauseNotFound
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record


async def goal_pause_to_delete(
    db: Session, owner: Writes, goal_id: UUID, goal_pause_id: UUID, if_match: IfMatch
) -> Record | None:
    pause = await service.find(db, owner, goal_id, goal_pause_id)
    if pause is not None:
        if_match.check(pause)
    return pause


GoalPauseToDelete = Annotated[Record | None, Depends(goal_pause_to_delete)]


async def goal_pause_to_change(
    db: Session, owner: Writes, goal_id: UUID, pause: GoalPauseToDelete, now: Now
) -> Record:
    if pause is None:
        await goals.find(db, owner, goal_id, now=now)
        raise GoalPauseNotFound
    return pause


GoalPauseToChange = Annotated[Record, Depends(goal_pause_to_change)]
