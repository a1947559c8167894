"""The reviews that are due, with the user's own figures beside the questions. It only reads."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.companion.reviews.questions import asked
from app.companion.streaks.models import Streak
from app.core.database import Db
from app.core.json_rows import opened_json
from app.core.owners import Owner
from app.core.tables import Record
from app.core.texts import language_for
from app.reading.reviews_due import queries
from app.reading.reviews_due.due import Due, Known, due_reviews, week_parameters
from app.reading.streaks.figures import figures_of

Found = Any


async def list_due(db: Db, owner: Owner, accepted: str, *, now: datetime) -> Record:
    """Give each review that is due today with its questions and figures."""
    today, language = owner.today(now), language_for(accepted, owner.locale)
    parameters = {"owner_id": owner.id, **week_parameters(owner, today)}
    found = (await db.execute(queries.standing(), parameters)).one()
    known = Known(found.streaks, found.created_at, found.weekly_is_made)
    reviews = due_reviews(owner, known, today)
    counts = await db.all(queries.figures(owner, reviews)) if reviews else []
    streaks = _streaks(owner, found.streaks, now=now)
    items = [
        {
            "kind": review.kind,
            "streak_id": review.streak_id,
            "questions": asked(review.kind, language),
            "figures": _figures(review, count, streaks),
        }
        for review, count in zip(reviews, counts, strict=True)
    ]
    return {"language": language, "items": items}


def _streaks(owner: Owner, found: Found, *, now: datetime) -> Sequence[Record] | None:
    """Give the figures of those that run, unless days must not be counted."""
    if owner.preferences["safety_mode"] or owner.preferences["show_counters"] == "never":
        return None
    return [_streak(owner, each, now=now) for each in opened_json(owner, Streak, found)]


def _streak(owner: Owner, streak: Record, *, now: datetime) -> Record:
    figures = figures_of(owner, streak, now=now)
    return {
        "id": streak["id"],
        "kind": streak["kind"],
        "label": streak["label"],
        "current_days": figures.current.days,
        "longest_days": figures.longest.days,
        "kept_ratio": figures.kept_ratio,
        "slip_count": figures.slip_count,
    }


def _figures(review: Due, count: Found, streaks: Sequence[Record] | None) -> Record:
    return {
        "from_on": review.dates.start,
        "to_on": review.dates.end,
        "streaks": _concerned(review, streaks),
        "goal_periods_met": count.goal_periods_met,
        "moods": {"n": count.moods, "mean_valence": _rounded(count.mean_valence)},
        "first_times": count.first_times,
        "reciprocity": _reciprocity(review, count),
    }


def _concerned(review: Due, streaks: Sequence[Record] | None) -> list[Record] | None:
    if streaks is None:
        return None
    if review.streak_id is None:
        return list(streaks)
    return [each for each in streaks if each["id"] == str(review.streak_id)]


def _reciprocity(review: Due, count: Found) -> Record | None:
    if review.streak_id is None:
        return None
    n = count.by_the_user + count.by_them
    by_you = _rounded(count.by_the_user / n) if n else None
    by_them = _rounded(count.by_them / n) if n else None
    return {"n": n, "by_you": by_you, "by_them": by_them}


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 3) + 0.0
