from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    DateTime,
    ScalarSelect,
    Uuid,
    and_,
    bindparam,
    cast,
    column,
    exists,
    func,
    select,
    table,
)

from app.accounts.users.models import User
from app.companion.reviews.filters import Filters
from app.companion.reviews.models import Review
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

REVIEWS = table_of(Review)
STREAKS = table(
    "streaks",
    column("user_id", Uuid()),
    column("id", Uuid()),
    column("started_on", Date()),
    column("ended_at", DateTime(timezone=True)),
)
"""What reviews know of streaks: another feature's table."""
KEYS = (REVIEWS.c.occurred_at, REVIEWS.c.id)
FARTHEST_ZONES = 3
"""No moment of a local date is more days from the same date in UTC, with a day's start."""


def reviews_of(owner: Owner, filters: Filters, paging: Paging) -> Asked:
    return paging.of(_newest(), owner, *KEYS, where=_fitting(filters))


@built_once
def standing() -> AnySelect:
    """When the account began, what was made, and the streak or nulls.

    Parameters: owner_id, streak_id, week_start and week_end.
    """
    named = and_(mine(STREAKS.c, ANY_OWNER), STREAKS.c.id == bindparam("streak_id", type_=Uuid()))
    joined = User.__table__.outerjoin(STREAKS, named)
    return (
        select(
            User.created_at,
            weekly_is_made().label("weekly_is_made"),
            STREAKS.c.id.label("streak_id"),
            STREAKS.c.started_on,
            STREAKS.c.ended_at,
            kinds_made(STREAKS.c.id).label("kinds_made"),
        )
        .select_from(joined)
        .where(User.id == ANY_OWNER.id)
    )


def weekly_is_made() -> ColumnElement[bool]:
    """Was one made in the week of the parameters `week_start` and `week_end`?"""
    start, end = (bindparam(name, type_=Date()) for name in ("week_start", "week_end"))
    moment = REVIEWS.c.occurred_at
    return exists().where(
        mine(REVIEWS.c, ANY_OWNER),
        moment >= cast(start - FARTHEST_ZONES, moment.type),
        REVIEWS.c.kind == "weekly",
        REVIEWS.c.local_date.between(start, end),
    )


def kinds_made(streak_id: Column[object] | ColumnElement[object]) -> ScalarSelect[list[str]]:
    """List the kinds of review that look back on a streak."""
    made = select(func.array_agg(REVIEWS.c.kind.distinct()))
    own = made.where(mine(REVIEWS.c, ANY_OWNER), REVIEWS.c.streak_id == streak_id)
    return own.correlate_except(REVIEWS).scalar_subquery()


@built_once
def _newest() -> AnySelect:
    return newest_first(select(REVIEWS).where(mine(REVIEWS.c, ANY_OWNER)), *KEYS)


def _fitting(filters: Filters) -> list[ColumnElement[bool]]:
    conditions = filters.dates.within(REVIEWS.c.local_date)
    if filters.kind is not None:
        conditions.append(REVIEWS.c.kind == filters.kind)
    return conditions
