"""Statements on what an owner allows apps: all grants of one app are one item."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Subquery, Text, case, cast, distinct, exists, func, null, select, true

from app.accounts.grants.clients.queries import CLIENTS
from app.accounts.grants.models import GrantName
from app.accounts.grants.queries import GRANTS, NAMED, last_use, lives, withdrawal
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.tables import AnySelect, mine


def page(owner: Owner, paging: Paging, *, now: datetime) -> AnySelect:
    apps = _apps(owner, now)
    return paging.select(select(apps), owner, apps.c.granted_at, apps.c.id)


def one(owner: Owner, client_id: UUID, *, now: datetime) -> AnySelect:
    apps = _apps(owner, now)
    return select(apps).where(apps.c.id == client_id)


def ending(owner: Owner, client_id: UUID, *, now: datetime) -> AnySelect:
    """End all that the owner allows an app, and leave an event that says so."""
    named = exists().where(NAMED)
    return withdrawal([mine(GRANTS.c, owner), GRANTS.c.client_id == client_id, named], now=now)


def _apps(owner: Owner, now: datetime) -> Subquery:
    """Gather the owner's live grants by app, as far as their names are seen."""
    each = func.unnest(GRANTS.c.scopes).table_valued("scope", name="each").render_derived()
    ends = GRANTS.c.expires_at
    return (
        select(
            CLIENTS.c.id,
            CLIENTS.c.name.label("app_name"),
            func.array_agg(distinct(each.c.scope)).label("scopes"),
            func.min(GRANTS.c.created_at).label("granted_at"),
            case((func.bool_or(ends.is_(None)), null()), else_=func.max(ends)).label("expires_at"),
            func.max(last_use()).label("last_used_at"),
            cast(CLIENTS.c.id, Text).label("source"),
        )
        .select_from(GRANTS)
        .join(GrantName, NAMED)
        .join(CLIENTS, CLIENTS.c.id == GRANTS.c.client_id)
        .join(each, true())
        .where(mine(GRANTS.c, owner), *lives(now))
        .group_by(CLIENTS.c.id, CLIENTS.c.name)
        .subquery("apps")
    )
