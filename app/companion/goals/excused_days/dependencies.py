from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.dependencies import Writes
from app.companion.goals import service as goals
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record


async def goal_to_excuse(
    db: Session, owner: Writes, goal_id: UUID, if_match: IfMatch, now: Now
) -> Record:
    goal = await goals.find(db, owner, goal_id, now=now)
    if_match.check(goal)
    return goal


GoalToExcuse = Annotated[Record, Depends(goal_to_excuse)]
"""The goal itself, by its owner's hand alone: an app can't excuse days of goals it may change."""
