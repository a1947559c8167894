"""What a running streak has come to, out of its JSON."""

from datetime import datetime

from app.companion.streaks.arithmetic.rollup_json import rollup_from_json
from app.companion.streaks.arithmetic.rules import Figures, figures
from app.companion.streaks.recomputation.loaded import streak_from
from app.core.owners import Owner
from app.core.tables import Record


def figures_of(owner: Owner, streak: Record, *, now: datetime) -> Figures:
    definition = streak_from({**streak, "policies": (), "pauses": ()}).definition
    rollup = rollup_from_json(streak["rollup"])
    return figures(definition, rollup, now=now, today=owner.today(now))
