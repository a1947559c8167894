"""Excuses a goal for single days."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.companion.goals import service as goals
from app.companion.goals.errors import GoalNotFound
from app.companion.goals.excused_days import queries
from app.companion.goals.excused_days.schemas import GoalExcusedDayPut
from app.companion.goals.models import Goal, GoalExcusedDay
from app.companion.goals.recounting import service as recounting
from app.companion.goals.recounting import write_queries
from app.companion.goals.recounting.rewrites import rolled_up
from app.core import records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Draft


async def list_page(db: Db, owner: Owner, goal_id: UUID, paging: Paging) -> dict[str, Any]:
    """List the excused days, the latest first.

    Raises:
        GoalNotFound: there is no such goal of the owner.
    """
    statement = queries.excused_days_of(owner, goal_id, paging)
    items = goals.items_within(await records.fetch(db, owner, Goal, statement))
    return paging.page(items, owner, "date", "id")


async def put(
    db: Db, owner: Owner, goal_id: UUID, day: date, *, now: datetime, record_id: UUID | None = None
) -> bool:
    """Excuse a day, and tell whether it was not before; one that is excused stays so.

    The user's row lock keeps two from doing both.

    Raises:
        GoalNotFound: there is no such goal of the owner.
    """
    goal = await recounting.load(db, owner, goal_id)
    if goal is None:
        raise GoalNotFound
    if day in goal.excused:
        return False
    rewrite = rolled_up([replace(goal, excused=goal.excused | {day})])
    along = [write_queries.along(rewrite, owner, now=now)]
    columns = {"id": record_id, "goal_id": goal_id, "excused_on": day}
    draft = Draft(GoalExcusedDay, GoalExcusedDayPut(date=day), columns, along)
    return (await records.make(db, owner, draft, now=now)).is_new


async def delete(
    db: Db, owner: Owner, goal_id: UUID, day: date, *, if_match: Versions, now: datetime
) -> None:
    """Count a day again; one that is not excused, or of no goal, stays so.

    Raises:
        PreconditionFailed: `if_match` names another version of the goal.
    """
    try:
        if_match.check(await goals.find(db, owner, goal_id, now=now))
    except GoalNotFound:
        return
    statement = queries.excused_day_of(owner, goal_id, day)
    for excused in await records.fetch(db, owner, GoalExcusedDay, statement):
        await records.delete(db, owner, GoalExcusedDay, excused["id"], now=now)
        await recounting.roll_up(db, owner, goal_id, now=now)
