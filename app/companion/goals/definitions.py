"""A goal's columns, from what the client sent: defaults, what is merged, and what may not be."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.companion.goals.arithmetic.definitions import Definition
from app.companion.goals.schemas import GoalCreate, GoalUpdate
from app.core import units
from app.core.errors import refuse
from app.core.ids import new_id
from app.core.owners import Owner
from app.core.tables import Record

Part = dict[str, Any]
PARTS = {"cadence", "target"}
COUNTING = PARTS | {"starts_on", "activity_id"}
"""The fields of a body that decide about figures."""


def as_new(owner: Owner, new: GoalCreate, *, now: datetime) -> Record:
    """Give a new goal's columns, but for its rollup.

    Raises:
        Invalid: it has neither a cadence nor a target, or both, or is due before it starts.
    """
    columns = new.model_dump()
    columns |= {"id": new.id or new_id(), "starts_on": new.starts_on or owner.today(now)}
    return columns | _parts(owner, columns.pop("cadence"), columns.pop("target"), columns)


def as_changed(owner: Owner, goal: Record, changes: GoalUpdate) -> dict[str, Any]:
    """Give the columns that a change overwrites; cadence and target are merged field by field.

    Raises:
        Invalid: as `as_new`, or a part that is new lacks a field.
    """
    columns: dict[str, Any] = changes.model_dump()
    if not columns.keys() & (PARTS | {"starts_on"}):
        return columns
    cadence = _merged(cadence_of(goal), columns, "cadence", ("times", "per"))
    target = _merged(target_of(goal), columns, "target", ("amount", "unit"))
    return columns | _parts(owner, cadence, target, {**goal, **columns})


def definition_of(columns: Mapping[str, Any]) -> Definition:
    amount = columns["target_amount"]
    return Definition(
        starts_on=columns["starts_on"],
        times=columns["cadence_times"],
        per=columns["cadence_per"],
        week_starts_on=columns["week_starts_on"],
        amount=None if amount is None else Decimal(str(amount)),
        due_on=columns["due_on"],
    )


def cadence_of(goal: Record) -> Part | None:
    if goal["cadence_times"] is None:
        return None
    return {"times": goal["cadence_times"], "per": goal["cadence_per"]}


def target_of(goal: Record) -> Part | None:
    if goal["target_amount"] is None:
        return None
    unit, due_on = goal["target_unit"], goal["due_on"]
    return {"amount": goal["target_amount"], "unit": unit, "due_on": due_on}


def _merged(
    present: Part | None, columns: dict[str, Any], name: str, needed: Sequence[str]
) -> Part | None:
    """Take a part's changes out of the columns, and merge them with what is there (RFC 7396)."""
    if name not in columns:
        return present
    changes: Part | None = columns.pop(name)
    if changes is None:
        return None
    part = (present or {}) | changes
    for each in needed:
        if each not in part:
            refuse(f"/{name}/{each}", "needed where there is none yet")
    return part


def _parts(
    owner: Owner, cadence: Part | None, target: Part | None, goal: Mapping[str, Any]
) -> dict[str, Any]:
    if cadence is None and target is None:
        refuse("/cadence", "needed: a cadence, or a target")
    if cadence is not None and target is not None:
        refuse("/target", "a goal has a cadence or a target, not both")
    return _cadence_columns(owner, cadence) | _target_columns(owner, target, goal["starts_on"])


def _cadence_columns(owner: Owner, cadence: Part | None) -> dict[str, Any]:
    times, per = (None, None) if cadence is None else (cadence["times"], cadence["per"])
    week_starts_on = owner.week_starts_on if per == "week" else None
    return {"cadence_times": times, "cadence_per": per, "week_starts_on": week_starts_on}


def _target_columns(owner: Owner, target: Part | None, starts_on: date) -> dict[str, Any]:
    amount, unit, due_on = None, None, None
    if target is not None:
        amount, unit, due_on = target["amount"], target["unit"], target.get("due_on")
    if due_on is not None and due_on < starts_on:
        refuse("/target/due_on", "before `starts_on`")
    return {
        "target_amount": amount,
        "target_unit": unit,
        "unit_digest": units.digest_of(owner, unit),
        "due_on": due_on,
    }
