"""Which pauses can't be."""

from collections.abc import Iterable
from datetime import date

from app.companion.streaks.arithmetic.verdicts import Pause


def overlaps(pause: Pause, others: Iterable[Pause]) -> bool:
    """Tell whether any date would be paused twice."""
    return any(pause.from_on <= _last(other) and other.from_on <= _last(pause) for other in others)


def _last(pause: Pause) -> date:
    return pause.until_on or date.max
