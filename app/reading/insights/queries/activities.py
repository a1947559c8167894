from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Double,
    FromClause,
    Text,
    Uuid,
    cast,
    func,
    null,
    select,
    union_all,
)

from app.core.tables import AnySelect, built_once
from app.reading.insights.queries.ground import LOGS, MOODS, named, within


@built_once
def activities() -> AnySelect:
    """Rows of (sort, what, n, mean, variance) of the mean valences of dates.

    Sorts: `dates`, which are all those with a check-in; `area`; `activity`, by their ids.
    """
    dates = _dates().cte("dates")
    nothing = cast(null(), Text()).label("what")
    found = union_all(
        select(named("dates").label("sort"), nothing, *_sample(dates)),
        _with(dates, dates.c.areas, "area"),
        _with(dates, dates.c.activities, "activity"),
    ).subquery("found")
    return select(found.c.sort, found.c.what, found.c.n, found.c.mean, found.c.variance)


def _dates() -> AnySelect:
    """Each date with a check-in once, with what was done on it.

    Grouped instead of joined: over a long window, PostgreSQL takes both sides for a few rows and
    would compare each with each.
    """
    no_area, no_activity = cast(null(), Text()), cast(null(), Uuid())
    entries = union_all(
        select(
            MOODS.c.local_date, MOODS.c.valence, no_area.label("area"), no_activity.label("id")
        ).where(*within(MOODS)),
        select(LOGS.c.local_date, cast(null(), Double()), LOGS.c.area, LOGS.c.activity_id).where(
            *within(LOGS)
        ),
    ).subquery("entries")
    c = entries.c
    return (
        select(
            func.avg(c.valence).label("valence"),
            func.array_agg(c.area.distinct()).filter(c.area.is_not(None)).label("areas"),
            func.array_agg(c.id.distinct()).filter(c.id.is_not(None)).label("activities"),
        )
        .group_by(c.local_date)
        .having(func.count(c.valence) > 0)
    )


def _with(dates: CTE, what: ColumnElement[Any], sort: str) -> AnySelect:
    once = select(func.unnest(what).label("what"), dates.c.valence)
    done = once.subquery(f"done_{sort}")
    return select(
        named(sort).label("sort"), cast(done.c.what, Text()).label("what"), *_sample(done)
    ).group_by(done.c.what)


def _sample(dates: FromClause) -> tuple[ColumnElement[Any], ...]:
    valence = dates.c.valence
    return (
        func.count().label("n"),
        func.avg(valence).label("mean"),
        func.var_samp(valence).label("variance"),
    )
