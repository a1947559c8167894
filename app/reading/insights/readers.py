"""One function an insight: ask once, then leave the arithmetic to the rules."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from app.core.database import Db
from app.core.owners import Owner
from app.core.tables import AnySelect
from app.reading.insights.queries import activities as activity_queries
from app.reading.insights.queries import balances as balance_queries
from app.reading.insights.queries import growth as growth_queries
from app.reading.insights.queries import mood as mood_queries
from app.reading.insights.queries import urges as urge_queries
from app.reading.insights.queries.ground import parameters
from app.reading.insights.rules import activities as activity_rules
from app.reading.insights.rules import balances as balance_rules
from app.reading.insights.rules import growth as growth_rules
from app.reading.insights.rules import mood as mood_rules
from app.reading.insights.rules import urges as urge_rules
from app.reading.insights.rules.balances import Tally, Weights, balances
from app.reading.insights.rules.goal_periods import goal_from, goal_periods
from app.reading.insights.rules.samples import EMPTY, Sample
from app.reading.insights.rules.windows import Window
from app.reading.insights.vocabulary import Kind

Figures = dict[str, Any]
Rows = list[Any]


async def mood(db: Db, owner: Owner, window: Window, _today: date) -> Figures:
    rows = await _rows(db, owner, window, mood_queries.mood(window.bucket, window.week_starts_on))
    found = mood_rules.moods(window, [_found_mood(row) for row in rows])
    return asdict(found.whole) | {"buckets": found.buckets, "sufficient": found.sufficient}


async def urges(db: Db, owner: Owner, window: Window, _today: date) -> Figures:
    statement = urge_queries.urges(window.bucket, window.week_starts_on)
    (row,) = await _rows(db, owner, window, statement)
    found_buckets, outcomes, triggers, hours, tried, helped = row
    found = [
        urge_rules.Found(date.fromisoformat(start), n, total)
        for start, n, total in found_buckets or ()
    ]
    whole, buckets = urge_rules.urges(window, found)
    by_outcome = dict(outcomes or ())
    by_hour = urge_rules.by_hour(dict(hours or ()), owner.day_starts_at.hour)
    return asdict(whole) | {
        "buckets": buckets,
        "sufficient": urge_rules.is_enough(whole.n),
        "outcomes": [
            {"outcome": name, "n": by_outcome.get(name, 0)} for name in urge_rules.OUTCOMES
        ],
        "triggers": [
            {"trigger": name, "n": n}
            for name, n in sorted(triggers or (), key=lambda each: (-each[1], each[0]))
        ],
        "hours": [{"hour": hour, "n": n} for hour, n in by_hour],
        "helped": urge_rules.helped_share(tried, helped),
    }


async def attention(db: Db, owner: Owner, window: Window, _today: date) -> Figures:
    return await _balance(db, owner, window, balance_queries.attention, balance_rules.ATTENTION)


async def energy(db: Db, owner: Owner, window: Window, _today: date) -> Figures:
    return await _balance(db, owner, window, balance_queries.energy, balance_rules.ENERGY)


async def reciprocity(db: Db, owner: Owner, window: Window, _today: date) -> Figures:
    return await _balance(db, owner, window, balance_queries.reciprocity, balance_rules.RECIPROCITY)


async def activities(db: Db, owner: Owner, window: Window, _today: date) -> Figures:
    rows = await _rows(db, owner, window, activity_queries.activities())
    found: dict[str, list[activity_rules.With]] = {"dates": [], "area": [], "activity": []}
    for sort, what, n, mean, variance in rows:
        found[sort].append(activity_rules.With(what, _sample(n, mean, variance)))
    dates = found["dates"][0].dates if found["dates"] else EMPTY
    areas = activity_rules.differences(dates, found["area"])
    own = activity_rules.differences(dates, found["activity"])
    sufficient = any(each.sufficient for each in (*areas, *own))
    about = {"start": window.start, "end": window.end, "n": dates.n, "sufficient": sufficient}
    return about | {"areas": areas, "activities": own}


async def growth(db: Db, owner: Owner, window: Window, today: date) -> Figures:
    statement = growth_queries.growth(window.bucket, window.week_starts_on)
    (row,) = await _rows(db, owner, window, statement)
    logs = [growth_rules.Logs(date.fromisoformat(start), *rest) for start, *rest in row.logs or ()]
    goals = [goal_from(goal) for goal in row.goals or ()]
    periods = [period for goal in goals for period in goal_periods(window, goal, today)]
    whole, buckets = growth_rules.growths(window, logs, periods)
    return asdict(whole) | {"buckets": buckets}


READERS: Mapping[Kind, Callable[[Db, Owner, Window, date], Awaitable[Figures]]] = {
    "mood": mood,
    "urges": urges,
    "attention": attention,
    "energy": energy,
    "activities": activities,
    "growth": growth,
    "reciprocity": reciprocity,
}


async def _balance(
    db: Db, owner: Owner, window: Window, ask: Callable[..., AnySelect], weights: Weights
) -> Figures:
    rows = await _rows(db, owner, window, ask(window.bucket, window.week_starts_on))
    found = balances(window, weights, [Tally(*row) for row in rows])
    return asdict(found.whole) | {"buckets": found.buckets, "counts": found.counts}


async def _rows(db: Db, owner: Owner, window: Window, statement: AnySelect) -> Rows:
    return await db.all(statement, {"owner_id": owner.id, **parameters(window)})


def _found_mood(row: Any) -> mood_rules.Found:  # noqa: ANN401
    start, n, mean, variance, *scales = row
    samples = {
        name: _sample(scales[2 * at], scales[2 * at + 1], None)
        for at, name in enumerate(mood_rules.SCALES)
    }
    return mood_rules.Found(start, _sample(n, mean, variance), samples)


def _sample(n: int, mean: Any, variance: Any) -> Sample:  # noqa: ANN401
    """Take a sample out of what `avg` and `var_samp` give: null where there is too little."""
    return Sample(n, float(mean or 0), float(variance or 0))
