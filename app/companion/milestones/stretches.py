"""A streak's stretches, out of the JSON that streaks keep of it: pure, on plain values."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from app.companion.milestones.rules import Pause, Stretch

Json = Any


def closed_stretches(streak_id: UUID, segments: Sequence[Sequence[Json]] | None) -> list[Stretch]:
    """Read the segments that breaks closed: what opened each, its first and its last date."""
    return [
        _stretch(streak_id, opened_by, started_on, date.fromisoformat(ended_on))
        for opened_by, started_on, ended_on in segments or ()
    ]


def last_stretch(
    streak_id: UUID, rollup: Mapping[str, Json], ended_on: date | None, today: date
) -> Stretch:
    """Read the segment that no break has closed, up to the streak's own today.

    That is the ending's date, else the user's today, unless a break is dated later.
    """
    last_slip_on = _date(rollup["last_slip_on"]) or today
    until = ended_on or max(today, last_slip_on)
    return _stretch(streak_id, rollup["opened_by"], rollup["started_on"], until)


def pauses_from(pauses: Sequence[Sequence[str]] | None) -> list[Pause]:
    return [(date.fromisoformat(from_on), _date(until_on)) for from_on, until_on in pauses or ()]


def _stretch(streak_id: UUID, opened_by: str | None, started_on: str, until: date) -> Stretch:
    opening = streak_id if opened_by is None else UUID(opened_by)
    return Stretch(opening, date.fromisoformat(started_on), until)


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
