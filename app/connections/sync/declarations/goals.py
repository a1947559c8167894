"""Goals, with cadence and target as columns, and their days of rest."""

from typing import Any
from uuid import UUID

from app.companion.goals import service
from app.companion.goals.excused_days import service as excused_days
from app.companion.goals.excused_days.schemas import GoalExcusedDayPut
from app.companion.goals.models import Goal, GoalExcusedDay, GoalPause
from app.companion.goals.pauses import service as pauses
from app.companion.goals.pauses.schemas import GoalPauseCreate, GoalPauseUpdate
from app.companion.goals.schemas import GoalCreate, GoalUpdate
from app.connections.sync.cleaning import Unfit
from app.connections.sync.declarations.usual import ANY_VERSION, columns, derived, verbs_of
from app.connections.sync.shapes import Superseded, SyncedTable, Turn, Verbs
from app.core.tables import Record

CADENCE = {"cadence_times": "times", "cadence_per": "per"}
TARGET = {"target_amount": "amount", "target_unit": "unit", "due_on": "due_on"}
PARTS = CADENCE.keys() | TARGET.keys()


def _as_created(row: Record) -> Record:
    plain = {name: value for name, value in row.items() if name not in PARTS}
    return plain | {"cadence": _part(row, CADENCE), "target": _part(row, TARGET)}


def _as_changed(present: Record, new: Record) -> Record:
    plain = {name: value for name, value in new.items() if name not in PARTS}
    if new.keys() & PARTS:
        merged = present | new
        plain |= {"cadence": _part(merged, CADENCE), "target": _part(merged, TARGET)}
    return plain


def _part(row: Record, names: dict[str, str]) -> dict[str, Any] | None:
    """Give the part that these columns are, or None if none of its own is set."""
    part = {field: row.get(column) for column, field in names.items()}
    is_set = any(value is not None for name, value in part.items() if name != "due_on")
    return part if is_set else None


async def _excuse(turn: Turn, body: GoalExcusedDayPut, row: Record) -> None:
    of_goal = (turn.db, turn.owner, _goal_id(row), body.date)
    if not await excused_days.put(*of_goal, now=turn.now, record_id=row["id"]):
        raise Superseded


async def _unexcuse(turn: Turn, present: Record) -> None:
    of_goal = (turn.db, turn.owner, present["goal_id"], present["excused_on"])
    await excused_days.delete(*of_goal, if_match=ANY_VERSION, now=turn.now)


def _as_excused(row: Record) -> Record:
    return {"date": row.get("excused_on")}


async def _pause(turn: Turn, body: GoalPauseCreate, row: Record) -> None:
    await pauses.create(turn.db, turn.owner, _goal_id(row), body, now=turn.now)


async def _move_pause(turn: Turn, present: Record, body: GoalPauseUpdate) -> None:
    await pauses.update(turn.db, turn.owner, present, body, now=turn.now)


async def _end_pause(turn: Turn, present: Record) -> None:
    await pauses.delete(turn.db, turn.owner, present, now=turn.now)


def _goal_id(row: Record) -> UUID:
    goal_id: UUID | None = row.get("goal_id")
    if goal_id is None:
        raise Unfit
    return goal_id


GOALS = SyncedTable(
    Goal,
    columns(
        title="text",
        area="text",
        why="text",
        status="text",
        starts_on="date",
        activity_id="id",
        cadence_times="number",
        cadence_per="text",
        target_amount="number",
        target_unit="text",
        due_on="date",
    )
    + derived(week_starts_on="text"),
    verbs_of(
        service,
        GoalCreate,
        GoalUpdate,
        as_created=_as_created,
        as_changed=_as_changed,
        parts={"target_unit": "target"},
    ),
)
GOAL_EXCUSED_DAYS = SyncedTable(
    GoalExcusedDay,
    columns(goal_id="id", excused_on="date"),
    Verbs(creation=GoalExcusedDayPut, create=_excuse, delete=_unexcuse, as_created=_as_excused),
)
GOAL_PAUSES = SyncedTable(
    GoalPause,
    columns(goal_id="id", from_on="date", until_on="date"),
    Verbs(
        creation=GoalPauseCreate,
        create=_pause,
        delete=_end_pause,
        change=GoalPauseUpdate,
        update=_move_pause,
    ),
)
