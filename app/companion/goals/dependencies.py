from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.scoped import ReadsRunningGoals, WritesGoals
from app.companion.goals import service
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record


async def own_goal(db: Session, owner: ReadsRunningGoals, goal_id: UUID, now: Now) -> Record:
    return await service.find(db, owner, goal_id, now=now)


async def goal_to_change(
    db: Session, owner: WritesGoals, goal_id: UUID, if_match: IfMatch, now: Now
) -> Record:
    goal = await service.find(db, owner, goal_id, now=now)
    if_match.check(goal)
    return goal


OwnGoal = Annotated[Record, Depends(own_goal)]
GoalToChange = Annotated[Record, Depends(goal_to_change)]
