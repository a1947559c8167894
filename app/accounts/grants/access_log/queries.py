"""Statements on what was done with an owner's grants."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Delete, and_, delete, or_, select, tuple_

from app.accounts.grants.access_log.filters import Filters
from app.accounts.grants.clients.queries import CLIENTS
from app.accounts.grants.models import GrantName
from app.accounts.grants.queries import ACCESSES, GRANTS, NAMED
from app.core import days
from app.core.date_ranges import Dates
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.schemas import EARLIEST, LATEST
from app.core.tables import AnySelect, mine

FIRST, LAST = EARLIEST.date(), LATEST.date()


def page(owner: Owner, filters: Filters, paging: Paging) -> AnySelect:
    """Select uses with their grants, as far as these grants' names are seen.

    Ids are made in the order of time.
    """
    used = and_(GRANTS.c.user_id == ACCESSES.c.user_id, GRANTS.c.id == ACCESSES.c.grant_id)
    statement = (
        select(
            ACCESSES.c.id.label("access_id"),
            ACCESSES.c.resource,
            ACCESSES.c.at,
            GrantName.id,
            GrantName.name,
            GRANTS.c.client_id,
            CLIENTS.c.name.label("client_name"),
        )
        .select_from(ACCESSES)
        .join(GRANTS, used)
        .join(GrantName, NAMED)
        .outerjoin(CLIENTS, CLIENTS.c.id == GRANTS.c.client_id)
        .where(mine(ACCESSES.c, owner), *_fitting(owner, filters))
    )
    return paging.select(statement, owner, ACCESSES.c.id)


def forgetting(before: datetime, limit: int) -> Delete:
    """Delete some of the uses before a moment, of whomever."""
    key = ACCESSES.c.user_id, ACCESSES.c.id
    old = select(*key).where(ACCESSES.c.at <= before).limit(limit)
    return delete(ACCESSES).where(tuple_(*key).in_(old))


def _fitting(owner: Owner, filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.app is not None:
        of_token = and_(GRANTS.c.client_id.is_(None), GRANTS.c.id == filters.app)
        yield or_(GRANTS.c.client_id == filters.app, of_token)
    yield from _within(owner, filters.dates)


def _within(owner: Owner, dates: Dates) -> Iterator[ColumnElement[bool]]:
    """Compare with the user's days as they are counted now."""
    if dates.start is not None:
        yield ACCESSES.c.at >= _beginning(owner, dates.start)
    if dates.end is not None and dates.end < LAST:
        yield ACCESSES.c.at < _beginning(owner, dates.end + timedelta(days=1))


def _beginning(owner: Owner, day: date) -> datetime:
    day = min(max(day, FIRST), LAST)
    return days.beginning_of(day, owner.zone, owner.day_starts_at)
