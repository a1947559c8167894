"""The home screen: one small answer, quiet unless asked. It reads, and writes nothing."""

from datetime import date, datetime
from typing import Any

from app.companion.reviews.rules import due_of_streak, week_of, weekly_is_due
from app.core.database import Db
from app.core.days import local_date
from app.core.owners import Owner
from app.core.tables import Record
from app.core.texts import language_for, texts
from app.reading.today import parts, queries, rules
from app.reading.today.rules import MoodDate

ROMANTIC: Record = {"streaks": [], "milestones": [], "open_urge": None}
"""What safety mode takes off the screen."""
Found = Any


async def look(
    db: Db, owner: Owner, accepted: str, *, wants_counters: bool, now: datetime
) -> Record:
    """Give the home screen of the owner's today."""
    today = owner.today(now)
    week = week_of(today, owner.week_starts_on)
    of_today = {"today": today, "week_first": week.first, "week_last": week.last}
    found = (await db.execute(queries.home(), {"owner_id": owner.id, **of_today})).one()
    safety_mode = owner.preferences["safety_mode"]
    counted = rules.counts_are_shown(
        owner.preferences["show_counters"], is_asked=wants_counters, safety_mode=safety_mode
    )
    screen = {
        "local_date": today,
        "counters_shown": counted,
        "streaks": parts.streaks(owner, found.streaks, now=now, counted=counted),
        "goals": parts.goals(owner, found.goals, today),
        "last_mood": parts.mood(found.moods),
        "open_urge": parts.urge(found.urges),
        "plans": parts.plans(owner, found.plans),
        "review_due": _review_due(owner, found, today, counted=counted),
        "prompt": None,
        "milestones": (found.milestones or []) if counted else [],
        "help": _help(owner, found.mood_dates, accepted),
    }
    return screen | ROMANTIC if safety_mode else screen


def _review_due(owner: Owner, found: Found, today: date, *, counted: bool) -> Record | None:
    """Name one review at most, that of a streak first; unless days are counted, only say so."""
    due = _of_a_streak(found.streaks, today)
    if due is None or owner.preferences["safety_mode"]:
        due = _of_the_week(owner, found, today)
    if due is None or counted:
        return due
    return dict.fromkeys(due)


def _of_a_streak(streaks: Found, today: date) -> Record | None:
    for streak in streaks or ():
        journey_days = (today - date.fromisoformat(streak["started_on"])).days
        kind = due_of_streak(journey_days, streak["reviews_made"] or ())
        if kind is not None:
            return {"kind": kind, "streak_id": streak["id"]}
    return None


def _of_the_week(owner: Owner, found: Found, today: date) -> Record | None:
    began_on = local_date(found.created_at, owner.zone, owner.day_starts_at)
    is_due = weekly_is_due(today, owner.week_starts_on, began_on, is_made=found.weekly_is_made)
    return {"kind": "weekly", "streak_id": None} if is_due else None


def _help(owner: Owner, dates: Found, accepted: str) -> Record | None:
    """Give plain words while moods stay low."""
    if not rules.moods_stay_low([MoodDate(**each) for each in dates or ()]):
        return None
    return dict(texts(__package__, language_for(accepted, owner.locale))["help"])
