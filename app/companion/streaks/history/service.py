"""What a streak has been: its stretches, and why a day is what it is."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.companion.streaks import service as streaks
from app.companion.streaks.arithmetic.explanations import Explanation, explain
from app.companion.streaks.arithmetic.rollup_json import rollup_from_json
from app.companion.streaks.arithmetic.rules import last_segment, today_of
from app.companion.streaks.arithmetic.verdicts import PolicyVersion
from app.companion.streaks.errors import StreakNotFound
from app.companion.streaks.history import queries
from app.companion.streaks.models import Streak
from app.companion.streaks.recomputation.loaded import SINCE_EVER, definition_of, streak_from
from app.companion.streaks.recomputation.queries import streak_on
from app.companion.streaks.recomputation.rewrites import segment_id
from app.core import records
from app.core.database import Db
from app.core.errors import refuse
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.schemas import LATEST
from app.core.tables import Record


async def list_segments(
    db: Db, owner: Owner, streak_id: UUID, paging: Paging, *, now: datetime
) -> dict[str, Any]:
    """List a streak's segments, the last one first.

    Raises:
        StreakNotFound: there is no such streak of the owner.
    """
    statement = queries.segments_of(owner, streak_id, paging)
    streak = streaks.only(await records.fetch(db, owner, Streak, statement))
    last = [_last(owner, streak, now)] if paging.cursor is None else []
    closed = [each | {"until": each["ended_at"], "as_of": None} for each in streak["items"] or ()]
    return paging.page(last + closed, owner, "started_at", "until", "id")


async def explain_date(
    db: Db, owner: Owner, streak_id: UUID, on: date | None, *, now: datetime
) -> dict[str, Any]:
    """Tell what decided one of the streak's dates, by default the user's today.

    Raises:
        StreakNotFound: there is no such streak of the owner.
        Invalid: the date is still to come.
    """
    today = owner.today(now)
    on = on or today
    found = await db.first(streak_on(owner, streak_id, on))
    if found is None:
        raise StreakNotFound
    streak = streak_from(found.streak)
    if on > max(today, today_of(streak.definition, rollup_from_json(streak.rollup), today)):
        refuse("?on", "still to come")
    explanation = explain(streak.definition, streak.events, streak.policies, streak.pauses, on)
    places = {UUID(id_): place for id_, *place in found.places or ()}
    return {
        "streak_id": streak_id,
        "on": on,
        "state": explanation.state,
        "paused": explanation.paused,
        "time_zone": found.time_zone,
        "day_starts_at": found.day_starts_at,
        "events": _judged(explanation, places),
        "policies": [_version(each) for each in explanation.policies],
    }


def _last(owner: Owner, streak: Record, now: datetime) -> dict[str, Any]:
    """Give the segment that no break has closed; it sorts as if it went on for ever."""
    rollup = rollup_from_json(streak["rollup"])
    found = last_segment(definition_of(streak), rollup, now=now, today=owner.today(now))
    id_ = segment_id(streak["id"], found.opened_by)
    as_of = now if found.ended_at is None else None
    return asdict(found) | {"id": id_, "until": LATEST, "as_of": as_of}


def _judged(explanation: Explanation, places: dict[UUID, list[str]]) -> list[dict[str, Any]]:
    return [
        {
            "id": each.event.id,
            "kind": each.event.kind,
            "occurred_at": each.event.occurred_at,
            "time_zone": places[each.event.id][0],
            "day_starts_at": places[each.event.id][1],
            "breaks": each.verdict.breaks,
            "because": each.verdict.because,
            "policy_id": each.policy and each.policy.id,
        }
        for each in explanation.events
    ]


def _version(policy: PolicyVersion) -> dict[str, Any]:
    is_first = policy.effective_at == SINCE_EVER
    return {
        "id": policy.id,
        "effective_at": None if is_first else policy.effective_at,
        "counts": sorted(policy.counts),
        "exceptions": sorted(policy.exceptions),
    }
