"""Streaks with all that they are a function of, each as one JSON object (`loaded.streak_from`)."""

from collections.abc import Collection
from datetime import date, datetime
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    and_,
    case,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by

from app.companion.streaks.contact_events.models import ContactEvent
from app.companion.streaks.models import Streak, StreakPause, StreakPolicy, StreakSegment
from app.core.owners import Owner
from app.core.tables import AnyOwner, AnySelect, mine, table_of

STREAKS, POLICIES, PAUSES = map(table_of, (Streak, StreakPolicy, StreakPause))
SEGMENTS, EVENTS = map(table_of, (StreakSegment, ContactEvent))

DEFINITION = (
    *("id", "kind", "person_id", "platforms"),
    *("started_at", "started_on", "ended_at", "ended_on"),
)
EVENT = (
    *("id", "kind", "occurred_at", "local_date", "person_id", "platform", "reason"),
    *("restart_at", "restart_on"),
)
SEGMENT = (
    *("opened_by", "started_at", "started_on", "ended_at", "ended_on"),
    *("days", "elapsed_seconds", "closed_by"),
)
EARLIEST_FIRST = (STREAKS.c.started_at, STREAKS.c.id)
PERSON_CONCERNED = or_(STREAKS.c.person_id.is_(None), EVENTS.c.person_id == STREAKS.c.person_id)


def streaks_about(owner: Owner, people: Collection[UUID], kinds: Collection[str]) -> AnySelect:
    """Those that an event with one of these people could concern.

    What happened comes along only where a policy counts one of the kinds: elsewhere such an event
    changes nothing, however long the history is.
    """
    counts = POLICIES.c.counts.overlap(literal(list(kinds), POLICIES.c.counts.type))
    is_touched = exists().where(_of_the_streak(owner, POLICIES), counts).correlate(STREAKS)
    what_is = _judging(owner) | {"is_touched": is_touched}
    what_was = _history(owner, _events(owner, PERSON_CONCERNED, _could_break(owner)))
    what_was = {name: case((is_touched, value)) for name, value in what_was.items()}
    concerned = or_(STREAKS.c.person_id.is_(None), STREAKS.c.person_id.in_(people))
    streak = json_object(what_is | what_was).label("streak")
    return select(streak).where(mine(STREAKS.c, owner), concerned).order_by(*EARLIEST_FIRST)


def streak_by_itself(owner: Owner, streak_id: UUID) -> AnySelect:
    """One streak, with every event that could break it however it is changed."""
    events = _events(owner, PERSON_CONCERNED)
    return select(_whole(owner, events)).where(mine(STREAKS.c, owner), STREAKS.c.id == streak_id)


def streak_on(owner: Owner, streak_id: UUID, on: date) -> AnySelect:
    """One streak, with what can break it and whatever else is of this date; and where that was."""
    that_day = EVENTS.c.local_date == on
    events = _events(owner, PERSON_CONCERNED, or_(_could_break(owner), that_day))
    place = func.jsonb_build_array(EVENTS.c.id, EVENTS.c.time_zone, EVENTS.c.day_starts_at)
    places = _listed(place, and_(mine(EVENTS.c, owner), PERSON_CONCERNED, that_day))
    own = and_(mine(STREAKS.c, owner), STREAKS.c.id == streak_id)
    began = (STREAKS.c.time_zone, STREAKS.c.day_starts_at)
    return select(_whole(owner, events), places.label("places"), *began).where(own)


def judges(owner: Owner, *conditions: ColumnElement[bool]) -> ScalarSelect[Any]:
    """List streaks with what decides about events: definition, policies and pauses."""
    each = aggregate_order_by(_judge(owner), *EARLIEST_FIRST)
    listed = select(func.jsonb_agg(each, type_=JSONB)).where(mine(STREAKS.c, owner), *conditions)
    return listed.scalar_subquery()


def policies_of_the_streak(owner: Owner | AnyOwner) -> ScalarSelect[Any]:
    """Its versions in the order they were made."""
    row = (POLICIES.c.id, POLICIES.c.effective_at, POLICIES.c.counts, POLICIES.c.exceptions)
    made = (POLICIES.c.recorded_at, POLICIES.c.revision, POLICIES.c.id)
    each = aggregate_order_by(func.jsonb_build_array(*row), *made)
    return _listed(each, _of_the_streak(owner, POLICIES))


def events_since(owner: Owner, person_id: UUID | None, started_at: datetime) -> ScalarSelect[Any]:
    """What could break a streak that is not there yet."""
    concerned = () if person_id is None else (EVENTS.c.person_id == person_id,)
    return _events(owner, EVENTS.c.occurred_at >= started_at, *concerned)


def json_object(columns: dict[str, ColumnElement[Any]]) -> ColumnElement[Any]:
    pairs: list[tuple[ColumnElement[Any], ...]] = [
        (literal_column(f"'{name}'"), value) for name, value in columns.items()
    ]
    return func.jsonb_build_object(*chain.from_iterable(pairs), type_=JSONB)


def _whole(owner: Owner, events: ScalarSelect[Any]) -> ColumnElement[Any]:
    return json_object(_judging(owner) | _history(owner, events)).label("streak")


def _history(owner: Owner, events: ScalarSelect[Any]) -> dict[str, ColumnElement[Any]]:
    segment = func.jsonb_build_array(*(SEGMENTS.c[name] for name in SEGMENT))
    return {
        "rollup": STREAKS.c.rollup,
        "segments": _listed(segment, _of_the_streak(owner, SEGMENTS)),
        "events": events,
    }


def _judge(owner: Owner) -> ColumnElement[Any]:
    return json_object(_judging(owner))


def _judging(owner: Owner) -> dict[str, ColumnElement[Any]]:
    pause = func.jsonb_build_array(PAUSES.c.from_on, PAUSES.c.until_on)
    return {name: STREAKS.c[name] for name in DEFINITION} | {
        "policies": policies_of_the_streak(owner),
        "pauses": _listed(pause, _of_the_streak(owner, PAUSES)),
    }


def _events(owner: Owner, *conditions: ColumnElement[bool]) -> ScalarSelect[Any]:
    each = func.jsonb_build_array(*(EVENTS.c[name] for name in EVENT))
    return _listed(each, and_(mine(EVENTS.c, owner), *conditions))


def _could_break(owner: Owner) -> ColumnElement[bool]:
    counted = (
        select(func.unnest(POLICIES.c.counts))
        .where(_of_the_streak(owner, POLICIES))
        .correlate(STREAKS)
    )
    return and_(
        EVENTS.c.kind.in_(counted),
        EVENTS.c.occurred_at >= STREAKS.c.started_at,
        or_(STREAKS.c.ended_at.is_(None), EVENTS.c.occurred_at < STREAKS.c.ended_at),
    )


def _listed(each: ColumnElement[Any], condition: ColumnElement[bool]) -> ScalarSelect[Any]:
    statement = select(func.jsonb_agg(each, type_=JSONB)).where(condition)
    return statement.correlate(STREAKS).scalar_subquery()


def _of_the_streak(owner: Owner | AnyOwner, table: Any) -> ColumnElement[bool]:  # noqa: ANN401
    return and_(mine(table.c, owner), table.c.streak_id == STREAKS.c.id)
