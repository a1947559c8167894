"""Why a date of a streak is what it is: pure, on plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from operator import attrgetter
from typing import Literal

from app.companion.streaks.arithmetic.segments import Gap, gaps
from app.companion.streaks.arithmetic.verdicts import (
    Definition,
    Event,
    Pause,
    PolicyVersion,
    Verdict,
    breaks,
    policy_in_force,
    verdict,
)

State = Literal["kept", "broken", "paused", "gap", "before_start", "after_ending"]


@dataclass(frozen=True, slots=True)
class Judged:
    """An event, what it did to the streak, and by which policy version (None: the defaults)."""

    event: Event
    verdict: Verdict
    policy: PolicyVersion | None


@dataclass(frozen=True, slots=True)
class Explanation:
    on: date
    state: State
    paused: bool
    events: tuple[Judged, ...]
    policies: tuple[PolicyVersion, ...]


def explain(
    definition: Definition,
    events: Sequence[Event],
    policies: Sequence[PolicyVersion],
    pauses: Sequence[Pause],
    on: date,
) -> Explanation:
    """Tell what decided a date.

    Nothing here knows today: a date still to come is told as if nothing more happened, so callers
    refuse those. A break may be dated outside the streak (the user crossed zones near its start or
    end); such a date is still ``before_start`` or ``after_ending``, and its event says it counts.

    Returns:
        The date's events, oldest first, each with its verdict; and the policy versions that were in
        force in its hours, reading the date in UTC, or at its events, oldest first.
    """
    slips = breaks(definition, events, policies, pauses)
    paused = any(pause.covers(on) for pause in pauses)
    dated = sorted(
        (event for event in events if event.local_date == on), key=attrgetter("occurred_at", "id")
    )
    return Explanation(
        on=on,
        state=_outside(definition, on) or ("paused" if paused else _state(slips, on)),
        paused=paused,
        events=tuple(
            Judged(
                event,
                verdict(definition, event, policies, pauses),
                policy_in_force(policies, event.occurred_at),
            )
            for event in dated
        ),
        policies=_in_force(policies, on, [event.occurred_at for event in dated]),
    )


def _outside(definition: Definition, on: date) -> State | None:
    if on < definition.started_on:
        return "before_start"
    if definition.ended_on is not None and on > definition.ended_on:
        return "after_ending"
    return None


def _state(slips: Sequence[Event], on: date) -> State:
    if any(slip.local_date == on for slip in slips):
        return "broken"
    return "gap" if any(_inside(gap, on) for gap in gaps(slips)) else "kept"


def _inside(gap: Gap, on: date) -> bool:
    return gap.broken_on < on < gap.restart_on


def _in_force(
    policies: Sequence[PolicyVersion], on: date, moments: Iterable[datetime]
) -> tuple[PolicyVersion, ...]:
    first = datetime.combine(on, time.min, UTC)
    last = datetime.combine(on, time.max, UTC)
    changes = [v.effective_at for v in policies if first < v.effective_at <= last]
    held = {policy_in_force(policies, moment) for moment in (first, *changes, *moments)}
    return tuple(v for v in sorted(policies, key=attrgetter("effective_at")) if v in held)
