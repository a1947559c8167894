"""Which reviews are due to somebody today, and over which dates they look back."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from app.companion.reviews.rules import (
    AFTER_DAYS,
    due_of_streak,
    week_before,
    weekly_is_due,
)
from app.companion.reviews.vocabulary import ReviewKind
from app.core.days import local_date
from app.core.owners import Owner
from app.core.periods import Period, period_of

Json = Any


class Due(NamedTuple):
    """A review; without a streak it is weekly."""

    kind: ReviewKind
    dates: Period
    streak_id: UUID | None = None
    person_id: UUID | None = None


class Known(NamedTuple):
    """What decides: the running streaks as JSON, when the account began, what was made."""

    streaks: Json
    created_at: datetime
    weekly_is_made: bool


def due_reviews(owner: Owner, known: Known, today: date) -> list[Due]:
    """List those of streaks first, which safety mode leaves out."""
    of_streaks = () if owner.preferences["safety_mode"] else _of_streaks(known.streaks, today)
    return [*of_streaks, *_of_the_week(owner, known, today)]


def week_parameters(owner: Owner, today: date) -> dict[str, date]:
    """Give what `weekly_is_made` asks for."""
    week = period_of(today, "week", owner.week_starts_on)
    return {"week_start": week.start, "week_end": week.end}


def _of_streaks(streaks: Iterable[Json] | None, today: date) -> Iterator[Due]:
    for streak in streaks or ():
        journey_days = (today - date.fromisoformat(streak["started_on"])).days
        kind = due_of_streak(journey_days, streak["reviews_made"] or ())
        if kind is not None:
            person_id = streak["person_id"] and UUID(streak["person_id"])
            latest = Period(today - timedelta(days=AFTER_DAYS[kind] - 1), today)
            yield Due(kind, latest, UUID(streak["id"]), person_id)


def _of_the_week(owner: Owner, known: Known, today: date) -> Iterator[Due]:
    week_starts_on = owner.week_starts_on
    began_on = local_date(known.created_at, owner.zone, owner.day_starts_at)
    if weekly_is_due(today, week_starts_on, began_on, is_made=known.weekly_is_made):
        yield Due("weekly", week_before(today, week_starts_on))
