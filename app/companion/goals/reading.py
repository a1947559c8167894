"""A goal as it is shown: its record and its figures on a date."""

from dataclasses import asdict
from datetime import datetime

from app.companion.goals.arithmetic.progress import progress
from app.companion.goals.arithmetic.rollup_json import rollup_from_json
from app.companion.goals.definitions import cadence_of, definition_of, target_of
from app.core.owners import Owner
from app.core.tables import Record


def shown(owner: Owner, goal: Record, *, now: datetime) -> Record:
    """Add the figures of the owner's today to a goal's record."""
    rollup = rollup_from_json(goal["rollup"])
    figures = progress(definition_of(goal), rollup, owner.today(now))
    return goal | {
        "cadence": cadence_of(goal),
        "target": target_of(goal),
        "progress": asdict(figures),
    }
