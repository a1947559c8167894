from typing import Any

from sqlalchemy import CTE, ColumnElement, Text, cast, func, null, select, union_all

from app.core.tables import AnySelect, built_once
from app.reading.insights.queries.ground import LOGS, MOODS, named, within


@built_once
def activities() -> AnySelect:
    """Rows of (sort, what, n, mean, variance) of the mean valences of dates.

    Sorts: `dates`, which are all those with a check-in; `area`; `activity`, by their ids.
    """
    valence = func.avg(MOODS.c.valence).label("valence")
    moods = select(MOODS.c.local_date, valence).where(*within(MOODS)).group_by(MOODS.c.local_date)
    dates = moods.cte("dates")
    logs = select(LOGS.c.local_date, LOGS.c.area, LOGS.c.activity_id).where(*within(LOGS))
    done = logs.cte("done")
    every = select(
        named("dates").label("sort"), cast(null(), Text()).label("what"), *_sample(dates)
    )
    found = union_all(
        every,
        _with(dates, done, done.c.area, "area"),
        _with(dates, done, done.c.activity_id, "activity"),
    ).subquery("found")
    return select(found.c.sort, found.c.what, found.c.n, found.c.mean, found.c.variance)


def _with(dates: CTE, done: CTE, what: ColumnElement[Any], sort: str) -> AnySelect:
    """Each date counts once, however often something was done on it."""
    once = select(done.c.local_date, what.label("what")).where(what.is_not(None)).distinct()
    on = once.subquery()
    return (
        select(named(sort).label("sort"), cast(on.c.what, Text()).label("what"), *_sample(dates))
        .join_from(on, dates, on.c.local_date == dates.c.local_date)
        .group_by(on.c.what)
    )


def _sample(dates: CTE) -> tuple[ColumnElement[Any], ...]:
    valence = dates.c.valence
    return (
        func.count().label("n"),
        func.avg(valence).label("mean"),
        func.var_samp(valence).label("variance"),
    )
