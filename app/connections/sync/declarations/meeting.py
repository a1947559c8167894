"""Encounters, space windows and return checks."""

from datetime import datetime

from app.companion.encounters import service as encounters
from app.companion.encounters.models import Encounter
from app.companion.encounters.schemas import EncounterCreate, EncounterUpdate
from app.companion.return_checks import service as return_checks
from app.companion.return_checks.models import ReturnCheck
from app.companion.return_checks.rules import RULES
from app.companion.return_checks.schemas import ReturnAnswers, ReturnCheckCreate
from app.companion.space_windows import service as space_windows
from app.companion.space_windows.models import SpaceWindow
from app.companion.space_windows.schemas import SpaceWindowCreate, SpaceWindowUpdate
from app.connections.sync.declarations.usual import (
    OF_ENTRY,
    columns,
    deletes,
    derived,
    verbs_of,
)
from app.connections.sync.shapes import SyncedTable, Turn, Verbs
from app.core.tables import Record

TIMES = {"from_time": "from", "to_time": "to"}


async def _check(turn: Turn, body: ReturnCheckCreate, _row: Record) -> None:
    await return_checks.create(turn.db, turn.owner, body, "", now=turn.now)


def _as_check(row: Record) -> Record:
    names = ReturnAnswers.model_fields
    return row | {"answers": {name: row[name] for name in names if row.get(name) is not None}}


def _with_rule_names(check: Record, _now: datetime) -> Record:
    nearly = [RULES[number - 1] for number in check["nearly"]]
    return check | {"decided_by": RULES[check["decided_by"] - 1], "nearly": nearly}


def _as_window(row: Record) -> Record:
    return {TIMES.get(name, name): value for name, value in row.items()}


def _as_changed_window(_present: Record, new: Record) -> Record:
    return _as_window(new)


ENCOUNTERS = SyncedTable(
    Encounter,
    OF_ENTRY
    + columns(
        person_id="id",
        planned_for="moment",
        intention="text",
        mood_before="number",
        mood_after="number",
        fun="number",
        present="number",
        happened="boolean",
        note="text",
    ),
    verbs_of(encounters, EncounterCreate, EncounterUpdate),
)
SPACE_WINDOWS = SyncedTable(
    SpaceWindow,
    columns(
        person_id="id",
        label="text",
        weekdays="json",
        from_time="time",
        to_time="time",
        until="date",
    ),
    verbs_of(
        space_windows,
        SpaceWindowCreate,
        SpaceWindowUpdate,
        as_created=_as_window,
        as_changed=_as_changed_window,
    ),
)
RETURN_CHECKS = SyncedTable(
    ReturnCheck,
    OF_ENTRY
    + columns(
        person_id="id",
        returned_at="moment",
        afraid="boolean",
        pressured="boolean",
        explained="boolean",
        need_to_blame="number",
        calm="number",
        wants="text",
    )
    + derived(
        returned_on="date",
        advice="text",
        decided_by="text",
        nearly="json",
        silence_days="number",
        cooling_off_until="moment",
    ),
    Verbs(
        creation=ReturnCheckCreate,
        create=_check,
        delete=deletes(return_checks),
        as_created=_as_check,
    ),
    shown=_with_rule_names,
)
