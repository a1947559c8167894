"""The figures of a streak again, date by date and break by break, from streaks.md's text alone.

Slow and plain on purpose: nothing is shared with the code under test but the shapes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from app.companion.streaks.arithmetic.rollups import Stretch
from app.companion.streaks.arithmetic.rules import Figures, Status
from app.companion.streaks.arithmetic.verdicts import (
    DEFAULT_COUNTS,
    Definition,
    Event,
    Pause,
    PolicyVersion,
)

M = Decimal("0.5") ** (Decimal(1) / 13)


@dataclass(frozen=True)
class Life:
    """Everything a streak's figures are a function of."""

    definition: Definition
    events: Sequence[Event]
    policies: Sequence[PolicyVersion]
    pauses: Sequence[Pause]
    now: datetime
    today: date


def reckon(life: Life) -> Figures:
    slips, today = _slips(life), _today(life)
    stretches = _stretches(life, slips, today)
    best = stretches[0]
    for stretch in stretches:
        if (stretch.days, stretch.elapsed_seconds) > (best.days, best.elapsed_seconds):
            best = stretch
    kept = [
        _kept(slips, day)
        for day in _dates(life.definition.started_on, today)
        if not _paused(life, day)
    ]
    return Figures(
        status=_status(life, today),
        current=stretches[-1],
        longest=best,
        journey_days=max(0, (today - life.definition.started_on).days),
        days_tried=len(kept),
        days_kept=kept.count(True),
        kept_ratio=_rounded(Decimal(kept.count(True)) / len(kept), "0.001") if kept else None,
        steadiness=_steadiness(kept),
        slip_count=len(slips),
        last_slip_at=slips[-1].occurred_at if slips else None,
    )


def breaking(life: Life, event: Event) -> bool:
    definition, policy = life.definition, _policy(life, event.occurred_at)
    counts = DEFAULT_COUNTS[definition.kind] if policy is None else policy.counts
    return (
        event.kind in counts - {"heard_from"}
        and (policy is None or event.reason not in policy.exceptions)
        and definition.person_id in (None, event.person_id)
        and (not definition.platforms or event.platform in definition.platforms)
        and event.occurred_at >= definition.started_at
        and (definition.ended_at is None or event.occurred_at < definition.ended_at)
        and not _paused(life, event.local_date)
    )


def _policy(life: Life, moment: datetime) -> PolicyVersion | None:
    """The last one made of those effective last; before the first of them, the first."""
    if not life.policies:
        return None
    since = max(moment, min(version.effective_at for version in life.policies))
    newest = max(v.effective_at for v in life.policies if v.effective_at <= since)
    return [version for version in life.policies if version.effective_at == newest][-1]


def _slips(life: Life) -> list[Event]:
    slips = [event for event in life.events if breaking(life, event)]
    return sorted(slips, key=lambda slip: (slip.occurred_at, slip.id))


def _today(life: Life) -> date:
    if life.definition.ended_on is not None:
        return life.definition.ended_on
    return max([life.today, *(slip.local_date for slip in _slips(life))])


def _status(life: Life, today: date) -> Status:
    if life.definition.ended_at is not None:
        return "finished"
    return "paused" if _paused(life, today) else "active"


def _stretches(life: Life, slips: Sequence[Event], today: date) -> list[Stretch]:
    definition = life.definition
    starts = [(definition.started_at, definition.started_on)]
    ends: list[tuple[datetime, date]] = []
    for slip, restart_at, restart_on in _tears(slips):
        ends.append((slip.occurred_at, min(slip.local_date, definition.ended_on or date.max)))
        starts.append((restart_at, restart_on))
    ends.append((definition.ended_at or life.now, today))
    return [
        Stretch(
            started_at=start_at,
            ended_at=end_at if place < len(ends) - 1 else definition.ended_at,
            elapsed_seconds=max(0, int((end_at - start_at).total_seconds())),
            days=sum(not _paused(life, day) for day in _dates(start_on, end_on) if day > start_on),
        )
        for place, ((start_at, start_on), (end_at, end_on)) in enumerate(
            zip(starts, ends, strict=True)
        )
    ]


def _tears(slips: Sequence[Event]) -> list[tuple[Event, datetime, date]]:
    """Each break that is in no gap, with the restart that its gap was extended to in the end."""
    inside = [
        any(
            earlier.occurred_at <= slip.occurred_at < _restart(earlier)[0]
            for earlier in slips[:place]
        )
        for place, slip in enumerate(slips)
    ]
    tears: list[tuple[Event, datetime, date]] = []
    for slip, is_inside in zip(slips, inside, strict=True):
        if not is_inside:
            tears.append((slip, *_restart(slip)))
        elif _restart(slip)[0] > tears[-1][1]:
            tears[-1] = (tears[-1][0], *_restart(slip))
    return tears


def _restart(slip: Event) -> tuple[datetime, date]:
    return slip.restart_at or slip.occurred_at, slip.restart_on or slip.local_date


def _kept(slips: Sequence[Event], day: date) -> bool:
    broken = any(slip.local_date == day for slip in slips)
    return not broken and not any(
        slip.local_date < day < restart_on for slip, _, restart_on in _tears(slips)
    )


def _steadiness(kept: Sequence[bool]) -> float:
    steadiness = Decimal(0)
    for value in kept:
        steadiness = steadiness * M + int(value) * (1 - M)
    return _rounded(steadiness, "0.0001")


def _paused(life: Life, day: date) -> bool:
    return any(pause.from_on <= day <= (pause.until_on or date.max) for pause in life.pauses)


def _dates(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def _rounded(value: Decimal, places: str) -> float:
    return float(value.quantize(Decimal(places), ROUND_HALF_EVEN))
