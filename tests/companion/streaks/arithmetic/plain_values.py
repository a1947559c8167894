"""Streaks and events in a few words, lived in Berlin by a user whose days begin at midnight."""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import NAMESPACE_OID, UUID, uuid5
from zoneinfo import ZoneInfo

from app.companion.streaks.arithmetic import rules
from app.companion.streaks.arithmetic.rollups import roll_up
from app.companion.streaks.arithmetic.segments import Segment
from app.companion.streaks.arithmetic.verdicts import Definition, Event, Pause, PolicyVersion
from app.core.days import local_date

BERLIN = ZoneInfo("Europe/Berlin")
ALEX, SAM = UUID(int=1), UUID(int=2)
START = "2026-06-01T09:00"


def at(text: str) -> datetime:
    """Read a moment; without an offset it is Berlin's wall clock."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=BERLIN).astimezone(ZoneInfo("UTC"))


def on(text: str) -> date:
    return local_date(at(text), BERLIN, time())


def streak(started: str = START, *, ended: str | None = None) -> Definition:
    return Definition(
        kind="no_contact",
        person_id=ALEX,
        platforms=frozenset(),
        started_at=at(started),
        started_on=on(started),
        ended_at=at(ended) if ended else None,
        ended_on=on(ended) if ended else None,
    )


def contact(moment: str, kind: str = "reached_out", *, restart: str | None = None) -> Event:
    return Event(
        id=uuid5(NAMESPACE_OID, f"{moment} {kind}"),
        kind=kind,
        occurred_at=at(moment),
        local_date=on(moment),
        person_id=ALEX,
        restart_at=at(restart) if restart else None,
        restart_on=on(restart) if restart else None,
    )


def policy(effective: str, *counts: str, exceptions: Sequence[str] = ()) -> PolicyVersion:
    return PolicyVersion(
        id=uuid5(NAMESPACE_OID, f"{effective} {counts}"),
        effective_at=at(effective),
        counts=frozenset(counts),
        exceptions=frozenset(exceptions),
    )


def pause(first: str, last: str | None = None) -> Pause:
    return Pause(date.fromisoformat(first), date.fromisoformat(last) if last else None)


def shown(
    definition: Definition,
    events: Sequence[Event],
    now: str,
    *,
    policies: Sequence[PolicyVersion] = (),
    pauses: Sequence[Pause] = (),
) -> rules.Figures:
    rollup, _ = roll_up(definition, events, policies, pauses)
    return rules.figures(definition, rollup, now=at(now), today=on(now))


def closed(
    definition: Definition, events: Sequence[Event], pauses: Sequence[Pause] = ()
) -> list[Segment]:
    return roll_up(definition, events, [], pauses)[1]
