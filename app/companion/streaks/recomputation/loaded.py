"""Streaks with what their figures are a function of, out of the JSON that one statement gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Self
from uuid import UUID

from app.companion.streaks.arithmetic.segments import Segment
from app.companion.streaks.arithmetic.verdicts import (
    Definition,
    Event,
    Pause,
    PolicyVersion,
    Verdict,
    verdict,
)

SINCE_EVER = datetime.min.replace(tzinfo=UTC)
Json = Any


@dataclass(frozen=True, slots=True)
class Loaded:
    """What decides about events; for reckoning also those of the past, and what is stored.

    Where nothing can have changed, only what decides is loaded, and `is_touched` is false.
    """

    id: UUID
    definition: Definition
    policies: tuple[PolicyVersion, ...]
    pauses: tuple[Pause, ...]
    events: tuple[Event, ...] = ()
    rollup: Json = None
    segments: tuple[Segment, ...] = ()
    is_touched: bool = True

    def judge(self, event: Event) -> Verdict:
        return verdict(self.definition, event, self.policies, self.pauses)

    def having(self, event: Event) -> Self:
        return replace(self, events=(*self.lacking(event.id).events, event))

    def lacking(self, event_id: UUID) -> Self:
        return replace(self, events=tuple(each for each in self.events if each.id != event_id))


def streak_from(found: Mapping[str, Json]) -> Loaded:
    return Loaded(
        id=UUID(found["id"]),
        definition=Definition(
            kind=found["kind"],
            person_id=_id(found["person_id"]),
            platforms=frozenset(found["platforms"]),
            started_at=_moment(found["started_at"]),
            started_on=date.fromisoformat(found["started_on"]),
            ended_at=found["ended_at"] and _moment(found["ended_at"]),
            ended_on=_date(found["ended_on"]),
        ),
        policies=policies_from(found["policies"]),
        pauses=tuple(
            Pause(date.fromisoformat(from_on), _date(until_on))
            for from_on, until_on in found["pauses"] or ()
        ),
        events=events_from(found.get("events")),
        rollup=found.get("rollup"),
        segments=tuple(_segment(each) for each in found.get("segments") or ()),
        is_touched=found.get("is_touched", True),
    )


def definition_of(streak: Mapping[str, Any]) -> Definition:
    """Take the definition out of a streak's record."""
    return Definition(
        kind=streak["kind"],
        person_id=streak["person_id"],
        platforms=frozenset(streak["platforms"]),
        started_at=streak["started_at"],
        started_on=streak["started_on"],
        ended_at=streak["ended_at"],
        ended_on=streak["ended_on"],
    )


def event_of(record: Mapping[str, Any]) -> Event:
    """Take what matters to streaks out of a contact event's record."""
    return Event(
        id=record["id"],
        kind=record["kind"],
        occurred_at=record["occurred_at"],
        local_date=record["local_date"],
        person_id=record["person_id"],
        platform=record["platform"],
        reason=record["reason"],
        restart_at=record["restart_at"],
        restart_on=record["restart_on"],
    )


def streaks_from(found: Sequence[Mapping[str, Json]] | None) -> list[Loaded]:
    return [streak_from(each) for each in found or ()]


def events_from(found: Sequence[Sequence[Json]] | None) -> tuple[Event, ...]:
    return tuple(_event(each) for each in found or ())


def policies_from(found: Sequence[Sequence[Json]] | None) -> tuple[PolicyVersion, ...]:
    return tuple(
        _policy(UUID(id_), effective_at and _moment(effective_at), counts, exceptions)
        for id_, effective_at, counts, exceptions in found or ()
    )


def policy_version(record: Mapping[str, Any]) -> PolicyVersion:
    """Take a version out of its record."""
    return _policy(record["id"], record["effective_at"], record["counts"], record["exceptions"])


def _policy(
    id_: UUID, effective_at: datetime | None, counts: Sequence[str], exceptions: Sequence[str]
) -> PolicyVersion:
    return PolicyVersion(id_, effective_at or SINCE_EVER, frozenset(counts), frozenset(exceptions))


def _event(values: Sequence[Json]) -> Event:
    id_, kind, occurred_at, local_date, person_id, platform, reason, restart_at, restart_on = values
    return Event(
        id=UUID(id_),
        kind=kind,
        occurred_at=_moment(occurred_at),
        local_date=date.fromisoformat(local_date),
        person_id=_id(person_id),
        platform=platform,
        reason=reason,
        restart_at=restart_at and _moment(restart_at),
        restart_on=_date(restart_on),
    )


def _segment(values: Sequence[Json]) -> Segment:
    opened_by, started_at, started_on, ended_at, ended_on, days, seconds, closed_by = values
    return Segment(
        opened_by=_id(opened_by),
        started_at=_moment(started_at),
        started_on=date.fromisoformat(started_on),
        ended_at=_moment(ended_at),
        ended_on=date.fromisoformat(ended_on),
        days=days,
        elapsed_seconds=seconds,
        closed_by=UUID(closed_by),
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
