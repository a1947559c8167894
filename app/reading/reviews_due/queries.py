"""What decides which reviews are due, and the figures to look at beside their questions."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Integer,
    ScalarSelect,
    Uuid,
    and_,
    cast,
    column,
    func,
    or_,
    select,
    values,
)

from app.accounts.users.models import User
from app.companion.activities.logs.models import ActivityLog
from app.companion.goals.models import Goal, GoalPeriod
from app.companion.moods.models import Mood
from app.companion.reviews.queries import FARTHEST_ZONES, weekly_is_made
from app.companion.streaks.contact_events.models import ContactEvent
from app.core.owners import Owner
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of
from app.reading.reviews_due.due import Due
from app.reading.streaks.queries import running_streaks

MOODS, LOGS, EVENTS = map(table_of, (Mood, ActivityLog, ContactEvent))
GOALS, PERIODS = map(table_of, (Goal, GoalPeriod))
BY_THE_USER = ("reached_out", "met_by_choice")
BY_THEM = ("heard_from", "replied")
"""Whom a contact was begun by: a reply answers one that was begun by them."""


@built_once
def standing() -> AnySelect:
    """One row. Parameters: owner_id, week_start and week_end."""
    return select(
        User.created_at,
        weekly_is_made().label("weekly_is_made"),
        running_streaks().label("streaks"),
    ).where(User.id == ANY_OWNER.id)


def figures(owner: Owner, reviews: Sequence[Due]) -> AnySelect:
    """A row for each review, in their order; each reads the entries of its dates alone."""
    windows = values(
        column("number", Integer()),
        column("start", Date()),
        column("end", Date()),
        column("person_id", Uuid()),
        name="windows",
    ).data(
        [
            (number, review.dates.start, review.dates.end, review.person_id)
            for number, review in enumerate(reviews)
        ]
    )
    found = select(
        _of_moods(owner, windows, func.avg(MOODS.c.valence)).label("mean_valence"),
        _of_moods(owner, windows, func.count()).label("moods"),
        _first_times(owner, windows).label("first_times"),
        _goal_periods_met(owner, windows).label("goal_periods_met"),
        _contacts(owner, windows, BY_THE_USER).label("by_the_user"),
        _contacts(owner, windows, BY_THEM).label("by_them"),
    )
    return found.select_from(windows).order_by(windows.c.number)


def _of_moods(owner: Owner, windows: FromClause, figure: ColumnElement[Any]) -> ScalarSelect[Any]:
    found = select(figure).select_from(MOODS).where(mine(MOODS.c, owner), _within(MOODS, windows))
    return found.correlate(windows).scalar_subquery()


def _first_times(owner: Owner, windows: FromClause) -> ScalarSelect[int]:
    own = and_(mine(LOGS.c, owner), LOGS.c.first_time, _within(LOGS, windows))
    return _count(LOGS, own, windows)


def _goal_periods_met(owner: Owner, windows: FromClause) -> ScalarSelect[int]:
    """Count those that began on these dates."""
    both = PERIODS.join(
        GOALS, and_(PERIODS.c.user_id == GOALS.c.user_id, PERIODS.c.goal_id == GOALS.c.id)
    )
    own = and_(
        mine(PERIODS.c, owner),
        PERIODS.c.period_start.between(windows.c.start, windows.c.end),
        PERIODS.c.done >= GOALS.c.cadence_times,
    )
    return _count(both, own, windows)


def _contacts(owner: Owner, windows: FromClause, kinds: Sequence[str]) -> ScalarSelect[int]:
    person_id = cast(windows.c.person_id, Uuid())  # a column of nulls alone would be text
    concerned = or_(person_id.is_(None), EVENTS.c.person_id == person_id)
    own = and_(mine(EVENTS.c, owner), EVENTS.c.kind.in_(kinds), concerned)
    return _count(EVENTS, and_(own, _within(EVENTS, windows)), windows)


def _count(
    rows: FromClause, condition: ColumnElement[bool], windows: FromClause
) -> ScalarSelect[int]:
    found = select(func.count()).select_from(rows).where(condition)
    return found.correlate(windows).scalar_subquery()


def _within(entries: FromClause, windows: FromClause) -> ColumnElement[bool]:
    moment = entries.c.occurred_at
    return and_(
        entries.c.local_date.between(windows.c.start, windows.c.end),
        moment >= cast(windows.c.start - FARTHEST_ZONES, moment.type),
        moment <= cast(windows.c.end + FARTHEST_ZONES, moment.type),
    )
