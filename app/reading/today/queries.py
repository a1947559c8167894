"""The home screen in one statement. Each part of it reads a bounded piece of an index.

A date's rows are looked for by their moments, which are indexed: none lies more than three days
from that date in UTC. Figures of streaks and goals are stored with them.
"""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    ScalarSelect,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)

from app.accounts.users.models import User
from app.companion.activities.models import Activity
from app.companion.goals.models import Goal, GoalExcusedDay, GoalPause
from app.companion.journal.models import JournalEntry
from app.companion.journal.prompts.rules import IN_A_ROW
from app.companion.milestones.models import Milestone
from app.companion.moods.models import Mood
from app.companion.reviews.queries import FARTHEST_ZONES, weekly_is_made
from app.companion.urges.models import Urge
from app.core.json_rows import rows_as_json
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of
from app.reading.streaks.queries import running_streaks
from app.reading.today.rules import LOOKED_AT, WITHIN_DAYS

GOALS, MOODS, URGES = map(table_of, (Goal, Mood, Urge))
PLANS, MILESTONES = map(table_of, (Activity, Milestone))
ENTRIES = table_of(JournalEntry)
PAUSES, EXCUSED = map(table_of, (GoalPause, GoalExcusedDay))

TODAY: ColumnElement[date] = bindparam("today", type_=Date())
FRESH_URGE_DAYS = WRITTEN_DAYS = 7
LONGEST_PERIOD = 31
MOST_GOALS, MOST_PLANS, MOST_MILESTONES = 10, 3, 4
GOAL = (
    *("id", "title", "starts_on", "cadence_times", "cadence_per", "week_starts_on"),
    *("target_amount", "due_on", "rollup"),
)


@built_once
def home() -> AnySelect:
    """One row. Parameters: owner_id, today, week_start and week_end."""
    return select(
        User.created_at,
        weekly_is_made().label("weekly_is_made"),
        running_streaks().label("streaks"),
        _goals().label("goals"),
        _plans().label("plans"),
        _last_mood().label("moods"),
        _mood_dates().label("mood_dates"),
        _open_urge().label("urges"),
        _new_milestones().label("milestones"),
        _last_written().label("written"),
    ).where(User.id == ANY_OWNER.id)


def _goals() -> ScalarSelect[Any]:
    """Those that can have a running period, with figures stored for it, and don't rest today."""
    running = and_(
        mine(GOALS.c, ANY_OWNER),
        GOALS.c.status == _fixed("active"),
        GOALS.c.cadence_per.is_not(None),
        GOALS.c.starts_on <= TODAY + LONGEST_PERIOD,
        ~_rests(),
    )
    newest = (GOALS.c.recorded_at.desc(), GOALS.c.id.desc())
    columns = (GOALS.c[name] for name in GOAL)
    return rows_as_json(
        select(*columns).where(running).order_by(*newest).limit(_at_most(MOST_GOALS))
    )


def _rests() -> ColumnElement[bool]:
    is_paused = exists().where(
        mine(PAUSES.c, ANY_OWNER),
        PAUSES.c.goal_id == GOALS.c.id,
        PAUSES.c.from_on <= TODAY,
        func.coalesce(PAUSES.c.until_on, TODAY) >= TODAY,
    )
    is_excused = exists().where(
        mine(EXCUSED.c, ANY_OWNER), EXCUSED.c.goal_id == GOALS.c.id, EXCUSED.c.excused_on == TODAY
    )
    return or_(is_paused, and_(GOALS.c.cadence_per == "day", is_excused))


def _plans() -> ScalarSelect[Any]:
    columns = (PLANS.c[name] for name in ("id", "title", "area", "planned_on"))
    due = and_(
        mine(PLANS.c, ANY_OWNER), PLANS.c.status == _fixed("planned"), PLANS.c.planned_on <= TODAY
    )
    latest = (PLANS.c.planned_on.desc(), PLANS.c.id.desc())
    return rows_as_json(select(*columns).where(due).order_by(*latest).limit(_at_most(MOST_PLANS)))


def _last_mood() -> ScalarSelect[Any]:
    names = ("id", "kind", "valence", "labels", "occurred_at", "local_date")
    newest = (MOODS.c.occurred_at.desc(), MOODS.c.id.desc())
    own = select(*(MOODS.c[name] for name in names)).where(mine(MOODS.c, ANY_OWNER))
    return rows_as_json(own.order_by(*newest).limit(_at_most(1)))


def _mood_dates() -> ScalarSelect[Any]:
    is_hopeless = func.bool_or(MOODS.c.labels.contains(["hopeless"]))
    dates = (
        select(func.avg(MOODS.c.valence).label("valence"), is_hopeless.label("is_hopeless"))
        .where(mine(MOODS.c, ANY_OWNER), *_latest(MOODS.c, WITHIN_DAYS))
        .group_by(MOODS.c.local_date)
    )
    return rows_as_json(dates.order_by(MOODS.c.local_date.desc()).limit(_at_most(LOOKED_AT)))


def _open_urge() -> ScalarSelect[Any]:
    """The newest that is not resolved; one of another week is not brought up again."""
    names = ("id", "wants_to", "intensity", "occurred_at", "hold_until")
    is_open = and_(URGES.c.resolved_at.is_(None), URGES.c.outcome.is_(None))
    newest = (URGES.c.occurred_at.desc(), URGES.c.id.desc())
    fresh = and_(mine(URGES.c, ANY_OWNER), is_open, *_latest(URGES.c, FRESH_URGE_DAYS))
    columns = (URGES.c[name] for name in names)
    return rows_as_json(select(*columns).where(fresh).order_by(*newest).limit(_at_most(1)))


def _new_milestones() -> ScalarSelect[Any]:
    """Reached today or yesterday, whenever it was first awarded."""
    columns = (MILESTONES.c[name] for name in ("id", "streak_id", "days", "reached_on"))
    new = and_(
        mine(MILESTONES.c, ANY_OWNER),
        MILESTONES.c.reached_on.between(TODAY - 1, TODAY),
        MILESTONES.c.revoked_at.is_(None),
    )
    newest = (MILESTONES.c.reached_on.desc(), MILESTONES.c.id.desc())
    return rows_as_json(
        select(*columns).where(new).order_by(*newest).limit(_at_most(MOST_MILESTONES))
    )


def _last_written() -> ScalarSelect[Any]:
    """Whom the last entries of a week were about; what they say stays closed."""
    columns = (ENTRIES.c[name] for name in ("occurred_at", "time_zone", "focus"))
    newest = (ENTRIES.c.occurred_at.desc(), ENTRIES.c.id.desc())
    own = select(*columns).where(mine(ENTRIES.c, ANY_OWNER), *_latest(ENTRIES.c, WRITTEN_DAYS))
    return rows_as_json(own.order_by(*newest).limit(_at_most(IN_A_ROW)))


def _latest(entry: Any, days: int) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401
    """Keep entries of the last so many local dates, today included."""
    reach = _moment(TODAY - days - FARTHEST_ZONES)
    return entry.occurred_at >= reach, entry.local_date > TODAY - days


def _moment(day: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(day, MOODS.c.occurred_at.type)


def _fixed(word: str) -> ColumnElement[str]:
    """Write a word into the statement: a partial index is chosen by it."""
    return literal(word, literal_execute=True)


def _at_most(count: int) -> ColumnElement[int]:
    return literal(count, literal_execute=True)
