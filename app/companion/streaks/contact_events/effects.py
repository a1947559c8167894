"""What events do to the streaks that they could concern."""

from collections.abc import Iterable

from app.companion.streaks.arithmetic.verdicts import Event, initiated_by
from app.companion.streaks.recomputation.loaded import Loaded, event_of
from app.core.tables import Record


def shown(event: Record, streaks: Iterable[Loaded]) -> Record:
    """Add who began it, and what it does to those of the streaks that it could concern."""
    plain = event_of(event)
    effects = [
        {"streak_id": streak.id, "breaks": found.breaks, "because": found.because}
        for streak in streaks
        if _concerns(plain, streak)
        for found in (streak.judge(plain),)
    ]
    return event | {"initiated_by": initiated_by(event["kind"]), "effects": effects}


def _concerns(event: Event, streak: Loaded) -> bool:
    return streak.definition.person_id in {None, event.person_id}
