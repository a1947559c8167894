"""Lets a goal rest for some days."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from app.companion.goals import service as goals
from app.companion.goals.arithmetic.dates_aside import Pause, overlaps
from app.companion.goals.errors import GoalNotFound
from app.companion.goals.models import Goal, GoalPause
from app.companion.goals.pauses import queries
from app.companion.goals.pauses.errors import GoalPauseOverlaps
from app.companion.goals.pauses.schemas import GoalPauseCreate, GoalPauseUpdate
from app.companion.goals.recounting import service as recounting
from app.companion.goals.recounting import write_queries
from app.companion.goals.recounting.loaded import Loaded
from app.companion.goals.recounting.rewrites import rolled_up
from app.core import records
from app.core.database import Db
from app.core.errors import IdTaken, refuse
from app.core.ids import new_id
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Draft, Stored
from app.core.tables import Record


async def create(
    db: Db, owner: Owner, goal_id: UUID, new: GoalPauseCreate, *, now: datetime
) -> Stored:
    """Pause a goal, by default from the user's today on.

    Raises:
        GoalNotFound: there is no such goal of the owner.
        Invalid: it would end before it begins.
        GoalPauseOverlaps: some of the dates are paused already.
        IdTaken: the id names another record, or a pause of another goal.
    """
    goal = await _load(db, owner, goal_id)
    pause = Pause(new.from_on or owner.today(now), new.until_on)
    _refuse_backwards(pause)
    columns = pause._asdict() | {"id": new.id or new_id(), "goal_id": goal_id}
    refusal = GoalPauseOverlaps() if overlaps(pause, goal.pauses) else None
    rewrite = rolled_up([replace(goal, pauses=(*goal.pauses, pause))])
    along = [write_queries.along(rewrite, owner, now=now)]
    draft = Draft(GoalPause, new, columns, along, refusal)
    stored = await records.make(db, owner, draft, now=now)
    if stored.record["goal_id"] != goal_id:
        raise IdTaken
    return stored


async def find(db: Db, owner: Owner, goal_id: UUID, pause_id: UUID) -> Record | None:
    found = await records.fetch(db, owner, GoalPause, queries.pause_of(owner, goal_id, pause_id))
    return found[0] if found else None


async def list_page(db: Db, owner: Owner, goal_id: UUID, paging: Paging) -> dict[str, Any]:
    """List the pauses, newest first.

    Raises:
        GoalNotFound: there is no such goal of the owner.
    """
    statement = queries.pauses_of(owner, goal_id, paging)
    items = goals.items_within(await records.fetch(db, owner, Goal, statement))
    return paging.page(items, owner, "recorded_at", "id")


async def update(
    db: Db, owner: Owner, pause: Record, changes: GoalPauseUpdate, *, now: datetime
) -> Record:
    """Move a pause, shorten it, or let it end.

    Raises:
        Invalid, GoalPauseOverlaps: as `create`.
    """
    columns: dict[str, Any] = changes.model_dump()
    after = _plain(pause | columns)
    _refuse_backwards(after)
    goal = await _load(db, owner, pause["goal_id"])
    others = tuple(each for each in goal.pauses if each != _plain(pause))
    if overlaps(after, others):
        raise GoalPauseOverlaps
    changed = await records.change(db, owner, GoalPause, pause["id"], columns, now=now)
    rewrite = rolled_up([replace(goal, pauses=(*others, after))])
    await recounting.write(db, owner, rewrite, now=now)
    return changed


async def delete(db: Db, owner: Owner, pause: Record, *, now: datetime) -> None:
    """Delete a pause: its days count again."""
    await records.delete(db, owner, GoalPause, pause["id"], now=now)
    await recounting.roll_up(db, owner, pause["goal_id"], now=now)


async def _load(db: Db, owner: Owner, goal_id: UUID) -> Loaded:
    goal = await recounting.load(db, owner, goal_id)
    if goal is None:
        raise GoalNotFound
    return goal


def _plain(pause: Record) -> Pause:
    return Pause(pause["from_on"], pause["until_on"])


def _refuse_backwards(pause: Pause) -> None:
    if pause.last_on < pause.from_on:
        refuse("/until_on", "before `from_on`")
