from typing import Any

from sqlalchemy import Integer, ScalarSelect, and_, cast, func, select
from sqlalchemy.dialects.postgresql import JSONB

from app.core.tables import AnySelect, built_once
from app.reading.insights.queries.ground import URGES, bucket_of, within
from app.reading.insights.rules.urges import QUARTER_S


@built_once
def urges(bucket: str, week_starts_on: str) -> AnySelect:
    """One row: buckets, outcomes, triggers, quarters of an hour by zone, tried, helped.

    Each of the first four is a list of lists. The hours on the wall clocks are found out in
    Python: PostgreSQL may not know every zone that we do.
    """
    found = select(URGES, bucket_of(URGES, bucket, week_starts_on)).where(*within(URGES))
    found_urges = found.cte("found_urges")
    c = found_urges.c
    quarter = cast(func.floor(func.extract("epoch", c.occurred_at) / QUARTER_S), Integer())
    n, total = func.count().label("n"), func.sum(c.intensity).label("total")
    buckets = select(c.bucket, n, total).group_by(c.bucket)
    outcome = func.coalesce(c.outcome, "open").label("outcome")
    outcomes = select(outcome, n).group_by("outcome")
    named = func.unnest(c.triggers).label("trigger")
    triggers = select(named, n).group_by("trigger")
    hours = select(c.time_zone, func.array_agg(quarter).label("quarters")).group_by(c.time_zone)
    tried = and_(c.technique_id.is_not(None), c.outcome.is_not(None))
    less = and_(c.outcome.in_(("resisted", "passed")), c.intensity_after < c.intensity)
    return select(
        *(_rows(each) for each in (buckets, outcomes, triggers, hours)),
        func.count().filter(tried),
        func.count().filter(and_(tried, less)),
    ).select_from(found_urges)


def _rows(statement: AnySelect) -> ScalarSelect[Any]:
    rows = statement.subquery()
    row = func.jsonb_build_array(*rows.c)
    return select(func.jsonb_agg(row, type_=JSONB)).scalar_subquery()
