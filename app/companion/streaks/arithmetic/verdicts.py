"""Does this event break this streak, and why: pure, on plain values.

Every moment is aware and of a fixed offset (UTC when loaded), because Python compares two moments
of one ``ZoneInfo`` by their wall clocks. Every local date was derived before, once, with the zone
and day start stored beside the moment.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from types import MappingProxyType
from typing import Literal
from uuid import UUID

Because = Literal[
    "counts",
    "other-person",
    "other-platform",
    "before-start",
    "after-ending",
    "kind-not-counted",
    "reason-excepted",
    "paused",
]
Initiator = Literal["me", "them", "third_party", "chance", "nobody"]

_CHECKS = ("checked_profile", "checked_old_messages", "asked_about", "went_past")
_NEVER_BREAKS = "heard_from"
_INITIATORS: Mapping[str, Initiator] = MappingProxyType(
    {
        "reached_out": "me",
        "met_by_choice": "me",
        **dict.fromkeys(_CHECKS, "me"),
        "heard_from": "them",
        "replied": "them",
        "told_about": "third_party",
        "met_by_chance": "chance",
        "posted": "nobody",
    }
)

# What a streak of each kind counts unless its policy says otherwise; `custom` has to say.
DEFAULT_COUNTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "no_contact": frozenset({"reached_out", "met_by_choice"}),
        "no_checking": frozenset(_CHECKS),
        "social_quiet": frozenset({"posted"}),
        "custom": frozenset(),
    }
)


@dataclass(frozen=True, slots=True)
class Definition:
    """What a streak is. Without a person it is about everybody, without platforms about any."""

    kind: str
    person_id: UUID | None
    platforms: frozenset[str]
    started_at: datetime
    started_on: date
    ended_at: datetime | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A contact event. ``restart_on`` is the local date of ``restart_at``; both or neither."""

    id: UUID
    kind: str
    occurred_at: datetime
    local_date: date
    person_id: UUID | None = None
    platform: str | None = None
    reason: str | None = None
    restart_at: datetime | None = None
    restart_on: date | None = None


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    id: UUID
    effective_at: datetime
    counts: frozenset[str]
    exceptions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pause:
    """Whole local dates set aside, both ends inclusive; without ``until_on``, all that follow."""

    from_on: date
    until_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True, slots=True)
class Verdict:
    breaks: bool
    because: Because


def initiated_by(kind: str) -> Initiator:
    return _INITIATORS[kind]


def policy_in_force(policies: Iterable[PolicyVersion], at: datetime) -> PolicyVersion | None:
    """The newest version effective by ``at``; what came before the first is the first's.

    Args:
        policies: In the order they were made: of two effective at one moment the later holds.
        at: The moment of an event.
    """
    versions = sorted(policies, key=attrgetter("effective_at"))
    effective = [version for version in versions if version.effective_at <= at]
    if effective:
        return effective[-1]
    return next((v for v in reversed(versions) if v.effective_at == versions[0].effective_at), None)


def verdict(
    definition: Definition,
    event: Event,
    policies: Iterable[PolicyVersion],
    pauses: Iterable[Pause],
) -> Verdict:
    """Judge one event.

    Of several reasons not to break the streak the firmest is named: whom and where it concerns,
    then when it was, then what the policy says, and the pause only where nothing else would hold.
    """
    policy = policy_in_force(policies, event.occurred_at)
    because = (
        _beyond_scope(definition, event)
        or _beyond_time(definition, event)
        or _beyond_policy(definition, event, policy)
        or ("paused" if any(pause.covers(event.local_date) for pause in pauses) else "counts")
    )
    return Verdict(breaks=because == "counts", because=because)


def breaks(
    definition: Definition,
    events: Iterable[Event],
    policies: Sequence[PolicyVersion],
    pauses: Sequence[Pause],
) -> list[Event]:
    """The events that break the streak, in the order that everything else is reckoned in."""
    slips = [event for event in events if verdict(definition, event, policies, pauses).breaks]
    return sorted(slips, key=attrgetter("occurred_at", "id"))


def _beyond_scope(definition: Definition, event: Event) -> Because | None:
    if definition.person_id is not None and event.person_id != definition.person_id:
        return "other-person"
    if definition.platforms and event.platform not in definition.platforms:
        return "other-platform"
    return None


def _beyond_time(definition: Definition, event: Event) -> Because | None:
    if event.occurred_at < definition.started_at:
        return "before-start"
    if definition.ended_at is not None and event.occurred_at >= definition.ended_at:
        return "after-ending"
    return None


def _beyond_policy(
    definition: Definition, event: Event, policy: PolicyVersion | None
) -> Because | None:
    counts = DEFAULT_COUNTS[definition.kind] if policy is None else policy.counts
    if event.kind == _NEVER_BREAKS or event.kind not in counts:
        return "kind-not-counted"
    if policy is not None and event.reason in policy.exceptions:
        return "reason-excepted"
    return None
