"""A streak's figures at a moment, from its definition and its stored rollup: pure, no clock.

Rules and worked examples: the streaks section of streaks.md.
"""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Literal

from app.companion.streaks.arithmetic.rollups import Rollup, Stretch, tally_to
from app.companion.streaks.arithmetic.segments import (
    Segment,
    days_between,
    paused_runs,
    seconds_between,
)
from app.companion.streaks.arithmetic.verdicts import Definition

Status = Literal["active", "paused", "finished"]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a streak shows. ``kept_ratio`` is None while no date was tried: all paused, or ahead."""

    status: Status
    current: Stretch
    longest: Stretch
    journey_days: int
    days_tried: int
    days_kept: int
    kept_ratio: float | None
    steadiness: float
    slip_count: int
    last_slip_at: datetime | None


def figures(definition: Definition, rollup: Rollup, *, now: datetime, today: date) -> Figures:
    """Reckon everything a streak shows at ``now``, on the user's ``today``."""
    today = today_of(definition, rollup, today)
    tally = tally_to(rollup, today)
    last = last_segment(definition, rollup, now=now, today=today)
    current = Stretch(last.started_at, last.ended_at, last.elapsed_seconds, last.days)
    return Figures(
        status=_status(definition, rollup, today),
        current=current,
        longest=_longer(rollup.longest_closed, current),
        journey_days=max(0, (today - definition.started_on).days),
        days_tried=tally.days_tried,
        days_kept=tally.days_kept,
        kept_ratio=_ratio(tally.days_kept, tally.days_tried),
        steadiness=round(tally.steadiness, 4),
        slip_count=rollup.slip_count,
        last_slip_at=rollup.last_slip_at,
    )


def today_of(definition: Definition, rollup: Rollup, today: date) -> date:
    """The streak's today: the ending's date, else the user's, unless a break is dated later."""
    return definition.ended_on or max(today, rollup.last_slip_on or today)


def last_segment(definition: Definition, rollup: Rollup, *, now: datetime, today: date) -> Segment:
    """The segment that no break has closed, as long as it is on the user's ``today``."""
    opening = rollup.last_opening
    end = today_of(definition, rollup, today)
    return Segment(
        opened_by=opening.opened_by,
        started_at=opening.started_at,
        started_on=opening.started_on,
        ended_at=definition.ended_at,
        ended_on=definition.ended_on,
        days=days_between(opening.started_on, end, paused_runs(rollup.pauses)),
        elapsed_seconds=seconds_between(opening.started_at, definition.ended_at or now),
        closed_by=None,
    )


def _status(definition: Definition, rollup: Rollup, today: date) -> Status:
    if definition.ended_at is not None:
        return "finished"
    return "paused" if any(pause.covers(today) for pause in rollup.pauses) else "active"


def _longer(closed: Stretch | None, current: Stretch) -> Stretch:
    """Most days, then most seconds, then the earlier."""
    if closed is None:
        return current
    return max(closed, current, key=lambda stretch: (stretch.days, stretch.elapsed_seconds))


def _ratio(kept: int, tried: int) -> float | None:
    """Three decimals; halves go to the even neighbour, judged on the exact fraction."""
    return float(round(Fraction(kept, tried), 3)) if tried else None
