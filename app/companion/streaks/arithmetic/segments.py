"""The stretches that breaks cut a streak into, and the gaps between them: pure, on plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from app.companion.streaks.arithmetic.date_runs import Run, count, joined, outside
from app.companion.streaks.arithmetic.verdicts import Definition, Event, Pause


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a segment begins. ``opened_by`` is the break before it, None for the streak's start."""

    opened_by: UUID | None
    started_at: datetime
    started_on: date


@dataclass(frozen=True, slots=True)
class Gap:
    """From a break to the restart: its own, or the latest of the breaks that fell inside."""

    opened_by: UUID
    broken_at: datetime
    broken_on: date
    restart_at: datetime
    restart_on: date


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch without a break. The last one is closed by no event: it runs on, or was ended.

    While it runs, ``ended_at`` and ``ended_on`` are None and the lengths are those up to now.
    """

    opened_by: UUID | None
    started_at: datetime
    started_on: date
    ended_at: datetime | None
    ended_on: date | None
    days: int
    elapsed_seconds: int
    closed_by: UUID | None


def gaps(slips: Iterable[Event]) -> list[Gap]:
    """The gaps that breaks, given in order, tear open. One inside a gap can only extend it."""
    found: list[Gap] = []
    for gap in map(_own_gap, slips):
        if not found or found[-1].restart_at <= gap.broken_at:
            found.append(gap)
        elif found[-1].restart_at < gap.restart_at:
            found[-1] = replace(found[-1], restart_at=gap.restart_at, restart_on=gap.restart_on)
    return found


def openings(definition: Definition, torn: Iterable[Gap]) -> list[Opening]:
    """Where each segment begins, the last being the one that runs or was ended."""
    start = Opening(None, definition.started_at, definition.started_on)
    return [start, *(Opening(gap.opened_by, gap.restart_at, gap.restart_on) for gap in torn)]


def closed_segments(
    definition: Definition, torn: Sequence[Gap], paused: Sequence[Run]
) -> list[Segment]:
    """The segments that a break closed, oldest first; none counts past the ending's date."""
    last_day = definition.ended_on or date.max
    return [
        Segment(
            opened_by=opening.opened_by,
            started_at=opening.started_at,
            started_on=opening.started_on,
            ended_at=gap.broken_at,
            ended_on=min(gap.broken_on, last_day),
            days=days_between(opening.started_on, min(gap.broken_on, last_day), paused),
            elapsed_seconds=seconds_between(opening.started_at, gap.broken_at),
            closed_by=gap.opened_by,
        )
        for opening, gap in zip(openings(definition, torn), torn, strict=False)
    ]


def days_between(start: date, end: date, paused: Sequence[Run]) -> int:
    """The dates after ``start``, up to and including ``end``, that are not paused."""
    return count(outside(paused, start.toordinal() + 1, end.toordinal()))


def seconds_between(start: datetime, end: datetime) -> int:
    return max(0, (end - start) // timedelta(seconds=1))


def paused_runs(pauses: Iterable[Pause]) -> list[Run]:
    return joined(
        (pause.from_on.toordinal(), (pause.until_on or date.max).toordinal()) for pause in pauses
    )


def _own_gap(slip: Event) -> Gap:
    if slip.restart_at is None or slip.restart_on is None:
        return Gap(slip.id, slip.occurred_at, slip.local_date, slip.occurred_at, slip.local_date)
    return Gap(slip.id, slip.occurred_at, slip.local_date, slip.restart_at, slip.restart_on)
