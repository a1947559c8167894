"""Self-checks, each with the earlier ones that it is compared with."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Interval, and_, bindparam, func, literal, select, tuple_

from app.companion.self_checks.models import SelfCheck
from app.core.date_ranges import Dates
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

CHECKS = table_of(SelfCheck)
KEYS = (CHECKS.c.occurred_at, CHECKS.c.id)
EARLIER = CHECKS.alias("earlier")
EARLIER_KEYS = (EARLIER.c.occurred_at, EARLIER.c.id)
WINDOW_DAYS = 90
REACH = timedelta(days=WINDOW_DAYS + 3)
"""No check of the window is further back, whatever its zone: it keeps the search short."""


def checks_of(owner: Owner, dates: Dates, paging: Paging) -> Asked:
    return paging.of(_newest(), owner, *KEYS, where=dates.within(CHECKS.c.local_date))


@built_once
def one_check() -> AnySelect:
    """Parameters: owner_id, check_id."""
    return _compared().where(CHECKS.c.id == bindparam("check_id"))


@built_once
def _newest() -> AnySelect:
    return newest_first(_compared(), *KEYS)


def _compared() -> AnySelect:
    in_window = and_(
        EARLIER.c.occurred_at >= CHECKS.c.occurred_at - literal(REACH, Interval()),
        EARLIER.c.local_date > CHECKS.c.local_date - WINDOW_DAYS,
    )
    last = _earlier(EARLIER.c.score).order_by(*(key.desc() for key in EARLIER_KEYS)).limit(1)
    oldest = _earlier(EARLIER.c.score, in_window).order_by(*EARLIER_KEYS).limit(1)
    n_earlier = _earlier(func.count(), in_window)
    return select(
        CHECKS,
        last.scalar_subquery().label("last_score"),
        oldest.scalar_subquery().label("oldest_score"),
        n_earlier.scalar_subquery().label("n_earlier"),
    ).where(mine(CHECKS.c, ANY_OWNER))


def _earlier(column: ColumnElement[Any], *conditions: ColumnElement[bool]) -> AnySelect:
    is_before = tuple_(*EARLIER_KEYS) < tuple_(*KEYS)
    return (
        select(column).where(mine(EARLIER.c, ANY_OWNER), is_before, *conditions).correlate(CHECKS)
    )
