from uuid import UUID

from sqlalchemy import ColumnElement, case, func, or_, select

from app.companion.streaks.contact_events.filters import Filters
from app.companion.streaks.recomputation.queries import EVENTS, STREAKS, judges
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.tables import AnySelect, mine


def events_of(owner: Owner, filters: Filters, paging: Paging) -> AnySelect:
    """A page of events; the first row brings the owner's streaks along, as `judges`."""
    own = select(EVENTS).where(mine(EVENTS.c, owner), *_fitting(filters))
    page = paging.select(own, owner, EVENTS.c.occurred_at, EVENTS.c.id).subquery("page")
    newest_first = (page.c.occurred_at.desc(), page.c.id.desc())
    is_first = func.row_number().over(order_by=newest_first) == 1
    streaks = case((is_first, judges(owner))).label("judges")
    return select(page, streaks).order_by(*newest_first)


def event_of(owner: Owner, event_id: UUID) -> AnySelect:
    """One event, and the streaks that it could concern."""
    concerned = or_(STREAKS.c.person_id.is_(None), STREAKS.c.person_id == EVENTS.c.person_id)
    streaks = judges(owner, concerned).label("judges")
    return select(EVENTS, streaks).where(mine(EVENTS.c, owner), EVENTS.c.id == event_id)


def events_with(owner: Owner, person_id: UUID) -> AnySelect:
    return select(EVENTS).where(mine(EVENTS.c, owner), EVENTS.c.person_id == person_id)


def _fitting(filters: Filters) -> list[ColumnElement[bool]]:
    conditions = filters.dates.within(EVENTS.c.local_date)
    if filters.person_id is not None:
        conditions.append(EVENTS.c.person_id == filters.person_id)
    if filters.kind is not None:
        conditions.append(EVENTS.c.kind == filters.kind)
    return conditions
