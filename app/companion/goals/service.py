"""What can be done with goals."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from app.companion.goals import queries
from app.companion.goals.definitions import COUNTING, as_changed, as_new
from app.companion.goals.errors import GoalNotFound
from app.companion.goals.filters import Filters
from app.companion.goals.models import Goal
from app.companion.goals.reading import shown
from app.companion.goals.recounting import service as recounting
from app.companion.goals.recounting import write_queries
from app.companion.goals.recounting.rewrites import recounted
from app.companion.goals.schemas import GoalCreate, GoalUpdate
from app.core import records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Draft, Stored
from app.core.tables import Record


async def create(db: Db, owner: Owner, new: GoalCreate, *, now: datetime) -> Stored:
    """Set a goal; what its activity's logs hold already counts at once.

    Raises:
        Invalid: something doesn't fit together; or as `records.create`.
    """
    columns = as_new(owner, new, now=now)
    rewrite = recounted([await recounting.foresee(db, owner, columns)])
    columns["rollup"] = rewrite.rollups.pop(columns["id"])
    along = [write_queries.along(rewrite, owner, now=now)]
    stored = await records.make(db, owner, Draft(Goal, new, columns, along), now=now)
    return Stored(shown(owner, stored.record, now=now), stored.is_new)


async def find(db: Db, owner: Owner, goal_id: UUID, *, now: datetime) -> Record:
    """Load one of the owner's goals with its figures.

    Raises:
        GoalNotFound: there is none of that id, or it is somebody else's.
    """
    goal = await records.find(db, owner, Goal, goal_id)
    if goal is None:
        raise GoalNotFound
    return shown(owner, goal, now=now)


async def list_page(
    db: Db, owner: Owner, filters: Filters, paging: Paging, *, now: datetime
) -> dict[str, Any]:
    goals = await records.fetch(db, owner, Goal, *queries.goals_of(owner, filters, paging))
    found = [shown(owner, goal, now=now) for goal in goals]
    return paging.page(found, owner, "recorded_at", "id")


def items_within(found: Sequence[Record]) -> list[Record]:
    """Give the items that a `page_within` found.

    Raises:
        GoalNotFound: there is no such goal.
    """
    if not found:
        raise GoalNotFound
    return found[0]["items"] or []


async def update(
    db: Db, owner: Owner, goal: Record, changes: GoalUpdate, *, now: datetime
) -> Record:
    """Change a goal; its figures are then as if it had always been so.

    Raises:
        Invalid: something doesn't fit together.
        UnknownReference: it names an activity that the owner does not have.
    """
    columns = as_changed(owner, goal, changes)
    if changes.model_dump().keys() & COUNTING:
        rewrite = recounted([await recounting.foresee(db, owner, goal | columns)])
        columns["rollup"] = rewrite.rollups.pop(goal["id"], goal["rollup"])
        changed = await records.change(db, owner, Goal, goal["id"], columns, now=now)
        await recounting.write(db, owner, rewrite, now=now)
    else:
        changed = await records.change(db, owner, Goal, goal["id"], columns, now=now)
    return shown(owner, changed, now=now)


async def delete(db: Db, owner: Owner, goal_id: UUID, *, if_match: Versions, now: datetime) -> None:
    """Delete a goal; its logs stay, and count for the goals of their activities again."""
    heirs = await recounting.heirs_of(db, owner, goal_id)
    await records.delete(db, owner, Goal, goal_id, now=now, if_match=if_match)
    if heirs:
        await recounting.recount(db, owner, heirs, now=now)
