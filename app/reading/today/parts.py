"""The parts of the home screen, out of the JSON that one statement gives."""

from datetime import date, datetime
from typing import Any

from app.companion.activities.models import Activity
from app.companion.goals.arithmetic.progress import Progress, progress
from app.companion.goals.arithmetic.rollup_json import rollup_from_json
from app.companion.goals.definitions import definition_of
from app.companion.goals.models import Goal
from app.companion.journal.prompts.rules import Written
from app.companion.moods.rules import classify
from app.companion.streaks.models import Streak
from app.core.json_rows import moment_from_json, opened_json
from app.core.owners import Owner
from app.core.tables import Record
from app.reading.streaks.figures import figures_of

Json = Any

MOST_STREAKS = 6


def streaks(owner: Owner, found: Json, *, now: datetime, counted: bool) -> list[Record]:
    """Give few: those of no contact first, and of all others the newest."""
    first = sorted(opened_json(owner, Streak, found), key=_is_beside)[:MOST_STREAKS]
    return [_streak(owner, streak, now=now, counted=counted) for streak in first]


def goals(owner: Owner, found: Json, today: date) -> list[Record]:
    """Give those whose period runs."""
    opened = opened_json(owner, Goal, found)
    running = ((goal, _progress(goal, today)) for goal in opened)
    return [
        {
            "id": goal["id"],
            "title": goal["title"],
            "done": figures.done,
            "times": figures.times,
            "met": figures.met,
            "period_end": figures.period_end,
        }
        for goal, figures in running
        if figures.period_start <= today
    ]


def plans(owner: Owner, found: Json) -> list[Record]:
    return [plan | {"activity_id": plan["id"]} for plan in opened_json(owner, Activity, found)]


def mood(found: Json) -> Record | None:
    return next((_placed(each, "occurred_at") | _classified(each) for each in found or ()), None)


def urge(found: Json) -> Record | None:
    return next((_placed(each, "occurred_at", "hold_until") for each in found or ()), None)


def written(found: Json) -> list[Written]:
    return [
        Written(moment_from_json(each["occurred_at"]), each["time_zone"], each["focus"])
        for each in found or ()
    ]


def _is_beside(streak: Record) -> bool:
    return bool(streak["kind"] != "no_contact")


def _streak(owner: Owner, streak: Record, *, now: datetime, counted: bool) -> Record:
    found = figures_of(owner, streak, now=now)
    return streak | {
        "status": found.status,
        "days": found.current.days if counted else None,
        "longest_days": found.longest.days if counted else None,
    }


def _progress(goal: Record, today: date) -> Progress:
    columns = goal | {"starts_on": date.fromisoformat(goal["starts_on"])}
    return progress(definition_of(columns), rollup_from_json(goal["rollup"]), today)


def _classified(mood: Record) -> Record:
    return {"valence_classification": classify(mood["valence"])}


def _placed(entry: Record, *moments: str) -> Record:
    return entry | {name: moment_from_json(entry[name]) for name in moments}
