"""Counts goals anew when something touched them, in the transaction of what did."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from app.companion.goals.definitions import definition_of
from app.companion.goals.recounting import queries, write_queries
from app.companion.goals.recounting.loaded import Loaded, goal_from, log_of
from app.companion.goals.recounting.rewrites import Rewrite, recounted, rolled_up
from app.core.database import Db
from app.core.owners import Owner
from app.core.record_statements import Along
from app.core.tables import AnySelect, Record


async def foresee(db: Db, owner: Owner, goal: Record) -> Loaded:
    """Load what a goal will be a function of, once its columns are these.

    A new goal without an activity can't have any logs yet: nothing is asked then.
    """
    if goal["activity_id"] is None and "recorded_at" not in goal:
        return Loaded(goal["id"], definition_of(goal))
    row = (await db.execute(queries.prospect(owner, goal))).one()
    return goal_from({"rollup": None, **goal, **row._mapping})  # noqa: SLF001


async def load(db: Db, owner: Owner, goal_id: UUID) -> Loaded | None:
    """Load one of the owner's goals without its logs, or None."""
    found = await _all(db, queries.goal_by_itself(owner, goal_id))
    return goal_from(found[0]) if found else None


async def heirs_of(db: Db, owner: Owner, goal_id: UUID) -> list[UUID]:
    """List the goals for which logs will count once this one is gone."""
    return [row["id"] for row in await _all(db, queries.heirs(owner, goal_id))]


async def recount(db: Db, owner: Owner, goals: Collection[UUID], *, now: datetime) -> None:
    found = await _all(db, queries.goals_whole(owner, goals))
    await write(db, owner, recounted(map(goal_from, found)), now=now)


async def roll_up(db: Db, owner: Owner, goal_id: UUID, *, now: datetime) -> None:
    """Reckon a goal's runs anew from what is set aside now; its periods stay as they are."""
    found = await _all(db, queries.goal_by_itself(owner, goal_id))
    await write(db, owner, rolled_up(map(goal_from, found)), now=now)


async def recount_around(
    db: Db, owner: Owner, log_id: UUID, *, is_going: bool, now: datetime
) -> None:
    """Count the periods of a log anew, without it if it is going."""
    found = await _all(db, queries.goals_around(owner, log_id, is_going=is_going))
    await write(db, owner, recounted(map(goal_from, found)), now=now)


async def recount_along(
    db: Db, owner: Owner, log: Mapping[str, Any], *, now: datetime
) -> Sequence[Along]:
    """Count the periods of a log that is yet to be made, in the statement that makes it."""
    found = await _all(db, queries.goals_around_new(owner, log))
    rewrite = recounted(goal_from(row).having(log_of(log)) for row in found)
    return () if rewrite.is_empty else (write_queries.along(rewrite, owner, now=now),)


async def recount_without_activity(
    db: Db, owner: Owner, activity_id: UUID, *, now: datetime
) -> None:
    found = await _all(db, queries.goals_without_activity(owner, activity_id))
    await write(db, owner, recounted(map(goal_from, found)), now=now)


async def recount_weeks(db: Db, owner: Owner, *, now: datetime) -> None:
    """Count anew by the weeks that the user has now."""
    found = await _all(db, queries.goals_of_other_weeks(owner))
    if not found:
        return
    now_on = found[0]["now_on"]
    ids = [row["id"] for row in found]
    await db.execute(write_queries.moved_weeks(owner, ids, now_on, now=now))
    goals = (goal_from(row) for row in found)
    moved = [
        replace(goal, definition=replace(goal.definition, week_starts_on=now_on)) for goal in goals
    ]
    await write(db, owner, recounted(moved), now=now)


async def write(db: Db, owner: Owner, rewrite: Rewrite, *, now: datetime) -> None:
    """Store what differs from what is stored, if anything does."""
    if not rewrite.is_empty:
        await db.execute(write_queries.alone(rewrite, owner, now=now))


async def _all(db: Db, statement: AnySelect) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in await db.all(statement)]  # noqa: SLF001
