"""A week put together: what was kept, tried for the first time, met, felt, and with whom."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.companion.streaks.arithmetic.segments import paused_runs
from app.companion.streaks.recomputation.loaded import Loaded, events_from, streaks_from
from app.core.database import Db
from app.core.owners import Owner
from app.core.texts import language_for
from app.reading.insights.queries.ground import parameters
from app.reading.insights.rules.goal_periods import goal_from, goal_periods
from app.reading.insights.rules.samples import Sample
from app.reading.insights.rules.windows import Window
from app.reading.recaps import queries, wording
from app.reading.recaps.rules import Days, days_of_streak
from app.reading.recaps.weeks import Wish

Json = Any
Figures = dict[str, Any]


async def read(db: Db, owner: Owner, wish: Wish, *, now: datetime) -> Figures:
    """Give the recap of a week; of one without entries an empty one.

    Raises:
        Invalid: no year has such a week.
        RecapNotYet: it has not begun.
    """
    window, today = wish.window(owner, now=now), owner.today(now)
    statement = queries.week(owner, window)
    found = await db.first(statement, {"owner_id": owner.id, **parameters(window)})
    row = {} if found is None else dict(found._mapping)  # noqa: SLF001
    recap = {
        "week": wish.week,
        "start": window.start,
        "end": window.end,
        "complete": today > window.end,
        "streaks": _streaks(owner, wish, window, row, today),
        "goals": _goals(window, row["goals"] or (), today),
        "mood": _mood(row["moods"][0]),
        "days": {date.fromisoformat(day): mean for day, mean in row["days"] or ()},
        "language": language_for(wish.languages, owner.locale),
    }
    return wording.told(recap | _logs(owner, row["logs"] or ()))


def _streaks(
    owner: Owner, wish: Wish, window: Window, row: Mapping[str, Json], today: date
) -> list[Figures]:
    if _is_safe(owner):
        return []
    counts, found = wish.shows_counters(owner), []
    for streak in streaks_from(row["streaks"]):
        days = _days(streak, window, row, today)
        found.append(
            {
                "streak_id": streak.id,
                "kind": streak.definition.kind,
                "kept": days.in_words,
                "days_kept": days.kept if counts else None,
                "days_tried": days.tried if counts else None,
            }
        )
    return found


def _days(streak: Loaded, window: Window, row: Mapping[str, Json], today: date) -> Days:
    what = streak.definition
    first = max(window.start, what.started_on)
    last = min(window.end, what.ended_on or today)
    segments = [
        (date.fromisoformat(start), date.fromisoformat(end))
        for id_, start, end in row["segments"] or ()
        if UUID(id_) == streak.id
    ]
    openings = dict(row["openings"])
    segments.append((date.fromisoformat(openings[str(streak.id)]), last))
    broken = [
        event.local_date for event in events_from(row["events"]) if streak.judge(event).breaks
    ]
    return days_of_streak((first, last), segments, broken, paused_runs(streak.pauses))


def _goals(window: Window, goals: Sequence[Json], today: date) -> Figures:
    met = [
        goal.id
        for goal in map(goal_from, goals)
        for period in goal_periods(window, goal, today)
        if period.met
    ]
    return {"met": len(met), "goal_ids": sorted(set(met))}


def _mood(figures: Sequence[Json]) -> Figures:
    n, mean, variance = figures
    spread = Sample(n, mean or 0, variance or 0).spread
    return {
        "n": n,
        "mean": None if mean is None else round(mean, 3),
        "spread": None if spread is None else round(spread, 3),
    }


def _logs(owner: Owner, logs: Sequence[Json]) -> Figures:
    unsaid = {"alone", "person"} if _is_safe(owner) else {"alone"}
    company: dict[str, int] = {}
    for kinds, _area, _first_time, n in logs:
        for kind in set(kinds) - unsaid:
            company[kind] = company.get(kind, 0) + n
    by_number = sorted(company.items(), key=lambda each: (-each[1], each[0]))
    return {
        "activities": sum(n for *_, n in logs),
        "areas": sorted({area for _, area, _, _ in logs}),
        "first_times": sum(n for *_, is_first, n in logs if is_first),
        "company": [{"company": kind, "n": n} for kind, n in by_number],
    }


def _is_safe(owner: Owner) -> bool:
    return bool(owner.preferences.get("safety_mode"))
