"""The home screen: one small answer, quiet unless asked. It reads, and writes nothing."""

from datetime import date, datetime
from typing import Any

from app.companion.journal.prompts import catalogue
from app.companion.journal.prompts.rules import has_circled, of_day
from app.core.database import Db
from app.core.owners import Owner
from app.core.tables import Record
from app.core.texts import Language, language_for, texts
from app.reading.reviews_due.due import Known, due_reviews, week_parameters
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
    parameters = {"owner_id": owner.id, "today": today, **week_parameters(owner, today)}
    found = (await db.execute(queries.home(), parameters)).one()
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
        "prompt": _prompt(found, today, language_for(accepted, owner.locale)),
        "milestones": (found.milestones or []) if counted else [],
        "help": _help(owner, found.mood_dates, accepted),
    }
    return screen | ROMANTIC if safety_mode else screen


def _review_due(owner: Owner, found: Found, today: date, *, counted: bool) -> Record | None:
    """Name one review at most; unless days are counted, only say that there is one."""
    known = Known(found.streaks, found.created_at, found.weekly_is_made)
    due = due_reviews(owner, known, today)[:1]
    if not due:
        return None
    if not counted:
        return {"kind": None, "streak_id": None}
    return {"kind": due[0].kind, "streak_id": due[0].streak_id}


def _prompt(found: Found, today: date, language: Language) -> Record | None:
    """Give a light one of the day, or none to who has lately gone in circles at night."""
    if has_circled(parts.written(found.written)):
        return None
    first, _, _ = of_day(catalogue.DECK, today)
    return {"id": first.id, "text": catalogue.text_of(first, language)}


def _help(owner: Owner, dates: Found, accepted: str) -> Record | None:
    """Give plain words while moods stay low."""
    if not rules.moods_stay_low([MoodDate(**each) for each in dates or ()]):
        return None
    return dict(texts(__package__, language_for(accepted, owner.locale))["help"])
