from typing import Any

from sqlalchemy import ScalarSelect, Table, func, or_, select
from sqlalchemy.dialects.postgresql import JSONB

from app.companion.streaks.recomputation.queries import (
    EVENT,
    EVENTS,
    SEGMENTS,
    STREAKS,
    judges,
)
from app.core.owners import Owner
from app.core.tables import AnySelect, mine
from app.reading.insights.queries.ground import LOGS, MOODS, within
from app.reading.insights.queries.growth import goals_of_window
from app.reading.insights.rules.windows import Window


def week(owner: Owner, window: Window) -> AnySelect:
    """One row of what a week is told from; its parameters are those of `ground.parameters`.

    Streaks that ran in it (`loaded.streak_from`), their segments and last openings, its contact
    events, then logs by their like, moods and goals.
    """
    ran = (
        STREAKS.c.started_on <= window.end,
        or_(STREAKS.c.ended_on.is_(None), STREAKS.c.ended_on >= window.start),
    )
    openings = select(STREAKS.c.id, STREAKS.c.rollup["started_on"]).where(
        mine(STREAKS.c, owner), *ran
    )
    segments = (
        select(SEGMENTS.c.streak_id, SEGMENTS.c.started_on, SEGMENTS.c.ended_on)
        .where(mine(SEGMENTS.c, owner), SEGMENTS.c.started_on <= window.end)
        .where(SEGMENTS.c.ended_on >= window.start)
    )
    logs = (
        select(LOGS.c.company, LOGS.c.area, LOGS.c.first_time, func.count().label("n"))
        .where(*within(LOGS))
        .group_by(LOGS.c.company, LOGS.c.area, LOGS.c.first_time)
    )
    valence = MOODS.c.valence
    moods = select(func.count().label("n"), func.avg(valence), func.var_samp(valence))
    days = select(MOODS.c.local_date, func.avg(valence).label("mean")).group_by(MOODS.c.local_date)
    return select(
        judges(owner, *ran).label("streaks"),
        _rows(openings).label("openings"),
        _rows(segments).label("segments"),
        _rows(_events(EVENTS)).label("events"),
        _rows(logs).label("logs"),
        _rows(moods.where(*within(MOODS))).label("moods"),
        _rows(days.where(*within(MOODS))).label("days"),
        goals_of_window().label("goals"),
    )


def _events(events: Table) -> AnySelect:
    return select(*(events.c[name] for name in EVENT)).where(*within(events))


def _rows(statement: AnySelect) -> ScalarSelect[Any]:
    rows = statement.subquery()
    row = func.jsonb_build_array(*rows.c)
    return select(func.jsonb_agg(row, type_=JSONB)).scalar_subquery()
