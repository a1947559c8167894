"""What a streak's events add up to, without a clock: stored at each write, so reads stay small."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter

from app.companion.streaks.arithmetic import segments, verdicts
from app.companion.streaks.arithmetic.date_runs import Run, count, joined, outside
from app.companion.streaks.arithmetic.segments import Gap, Opening, Segment
from app.companion.streaks.arithmetic.verdicts import Definition, Event, Pause, PolicyVersion

# Loop Habit Tracker's multiplier for a daily habit: what is gone comes back by half in 13 days.
_DECAY = 0.5 ** (1 / 13)


@dataclass(frozen=True, slots=True)
class Stretch:
    """How long a segment is. ``ended_at`` is None while it runs."""

    started_at: datetime
    ended_at: datetime | None
    elapsed_seconds: int
    days: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Dates tried and kept so far, and the steadiness they come to, not rounded."""

    days_tried: int = 0
    days_kept: int = 0
    steadiness: float = 0.0


@dataclass(frozen=True, slots=True)
class Rollup:
    """All that reading a streak needs beside its definition.

    The tally covers the dates before ``tallied_before``: those up to the last one with a break,
    which the streak's today never comes before. From there on every date is kept, except those
    before ``gap_until`` and the paused ones, so only pauses since that last date are carried along.
    """

    slip_count: int
    last_slip_at: datetime | None
    last_slip_on: date | None
    longest_closed: Stretch | None
    last_opening: Opening
    tally: Tally
    tallied_before: date
    gap_until: date | None
    pauses: tuple[Pause, ...]


def roll_up(
    definition: Definition,
    events: Iterable[Event],
    policies: Sequence[PolicyVersion],
    pauses: Sequence[Pause],
) -> tuple[Rollup, list[Segment]]:
    """Add a streak up from its events, given in any order.

    ``last_slip_on`` is the greatest date of a break, which is another than the last break's where
    the user flew west in between. Only breaks move the streak's today: whatever else is logged
    leaves every figure as it was.

    Returns:
        The rollup, and the segments that a break closed, oldest first. The one after them is
        `rules.last_segment`.
    """
    slips = verdicts.breaks(definition, events, policies, pauses)
    torn = segments.gaps(slips)
    paused = segments.paused_runs(pauses)
    closed = segments.closed_segments(definition, torn, paused)
    opening = segments.openings(definition, torn)[-1]
    before = _tallied_before(definition, slips)
    dates = (definition.started_on.toordinal(), before.toordinal() - 1)
    rollup = Rollup(
        slip_count=len(slips),
        last_slip_at=slips[-1].occurred_at if slips else None,
        last_slip_on=_greatest_date(slips),
        longest_closed=_longest(closed),
        last_opening=opening,
        tally=_tally(Tally(), dates, _lost(slips, torn), paused),
        tallied_before=before,
        gap_until=max((gap.restart_on for gap in torn if gap.restart_on > before), default=None),
        pauses=_reaching(paused, min(_greatest_date(slips) or date.min, opening.started_on)),
    )
    return rollup, closed


def tally_to(rollup: Rollup, today: date) -> Tally:
    """Go on with the stored tally up to and including ``today``."""
    begin = rollup.tallied_before.toordinal()
    lost = [] if rollup.gap_until is None else [(begin, rollup.gap_until.toordinal() - 1)]
    paused = segments.paused_runs(rollup.pauses)
    return _tally(rollup.tally, (begin, today.toordinal()), lost, paused)


def _tallied_before(definition: Definition, slips: Sequence[Event]) -> date:
    last = _greatest_date(slips)
    before = definition.started_on
    if last is not None:
        before = max(before, last + timedelta(days=1))
    if definition.ended_on is not None:
        before = min(before, definition.ended_on + timedelta(days=1))
    return before


def _greatest_date(slips: Iterable[Event]) -> date | None:
    return max((slip.local_date for slip in slips), default=None)


def _longest(closed: Iterable[Segment]) -> Stretch | None:
    """Most days, then most seconds, then the earliest, as ``max`` keeps the first it met."""
    found = max(closed, key=attrgetter("days", "elapsed_seconds"), default=None)
    if found is None:
        return None
    return Stretch(found.started_at, found.ended_at, found.elapsed_seconds, found.days)


def _lost(slips: Iterable[Event], torn: Iterable[Gap]) -> list[Run]:
    """Dates with a break, and those after one and before its restart."""
    broken = [slip.local_date.toordinal() for slip in slips]
    return joined(
        [
            *((day, day) for day in broken),
            *((gap.broken_on.toordinal(), gap.restart_on.toordinal() - 1) for gap in torn),
        ]
    )


def _tally(tally: Tally, dates: Run, lost: Sequence[Run], paused: Sequence[Run]) -> Tally:
    """Add dates, a run at a time: over n kept ones steadiness is 1 - (1 - s) * decay ** n."""
    tried = outside(paused, *dates)
    kept = outside(joined([*paused, *lost]), *dates)
    rest = outside(joined([*paused, *kept]), *dates)
    steadiness = tally.steadiness
    for run, is_kept in sorted([*((run, True) for run in kept), *((run, False) for run in rest)]):
        decay = _DECAY ** count([run])
        steadiness = 1 - (1 - steadiness) * decay if is_kept else steadiness * decay
    return Tally(tally.days_tried + count(tried), tally.days_kept + count(kept), steadiness)


def _reaching(paused: Iterable[Run], day: date) -> tuple[Pause, ...]:
    """The paused runs that reach ``day`` or go beyond it, as pauses again."""
    return tuple(
        Pause(
            date.fromordinal(first),
            None if last == date.max.toordinal() else date.fromordinal(last),
        )
        for first, last in paused
        if last >= day.toordinal()
    )
