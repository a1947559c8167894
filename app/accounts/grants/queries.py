"""Statements on grants that several of the resources about them share."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Table,
    Update,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from app.accounts.auth.scopes import OWNER
from app.accounts.grants.models import Access, Grant, GrantName, OAuthClient
from app.core.events import OutboxEvent, left_in_outbox
from app.core.owners import Owner
from app.core.tables import AnySelect, mine

GRANTS = cast("Table", Grant.__table__)
ACCESSES = cast("Table", Access.__table__)
WITHDRAWN = "connected_app.withdrawn"
"""The subject is the app: it may be told, and is let in no more."""
CREATED, REUSED = "grants.created", "grants.reused"
"""An app got its first token; one of its secrets came twice, so that its grant was ended."""

NAMED = and_(GrantName.user_id == GRANTS.c.user_id, GrantName.id == GRANTS.c.id)
"""Grants have no row-level policy; their names have, and each grant has one."""


def lives(now: datetime) -> tuple[ColumnElement[bool], ...]:
    ends = GRANTS.c.expires_at
    return GRANTS.c.revoked_at.is_(None), or_(ends.is_(None), ends > now)


def scopes_held(owner: Owner, source_id: UUID, *, now: datetime) -> AnySelect:
    """Select the scopes of an owner's live grants of an app, or of a personal token, by its id."""
    of_app = and_(GRANTS.c.client_id == source_id, exists().where(OAuthClient.id == source_id))
    of_token = and_(GRANTS.c.client_id.is_(None), GRANTS.c.id == source_id)
    return select(GRANTS.c.scopes).where(mine(GRANTS.c, owner), *lives(now), or_(of_app, of_token))


def last_use() -> ColumnElement[datetime]:
    """Find when a grant was used for the last time, as far as the log goes back."""
    return (
        select(ACCESSES.c.at)
        .where(ACCESSES.c.user_id == GRANTS.c.user_id, ACCESSES.c.grant_id == GRANTS.c.id)
        .order_by(ACCESSES.c.id.desc())
        .limit(1)
        .correlate(GRANTS)
        .scalar_subquery()
    )


def ending_of_all(user_id: UUID, *, now: datetime) -> AnySelect:
    """End whatever a user allowed, apps and scripts alike; give the apps."""
    return withdrawal([GRANTS.c.user_id == user_id], now=now)


def ending_of_one(user_id: UUID, grant_id: UUID, *, now: datetime) -> AnySelect:
    """End one grant; give its app."""
    return withdrawal([GRANTS.c.user_id == user_id, GRANTS.c.id == grant_id], now=now)


def ending_of_mighty(user_id: UUID, *, now: datetime) -> AnySelect:
    """End those of a user's grants that open everything; give the apps."""
    is_mighty = GRANTS.c.scopes.contains([OWNER])
    return withdrawal([GRANTS.c.user_id == user_id, is_mighty], now=now)


def withdrawal(conditions: Sequence[ColumnElement[bool]], *, now: datetime) -> AnySelect:
    """Revoke grants, and leave an event for each app that lost one; give the apps."""
    revoked = (
        _revocation(conditions, now).returning(GRANTS.c.user_id, GRANTS.c.client_id).cte("revoked")
    )
    apps = (
        select(revoked.c.user_id, revoked.c.client_id)
        .where(revoked.c.client_id.is_not(None))
        .distinct()
        .cte("apps")
    )
    moment = literal(now, OutboxEvent.due_at.type)
    events: Sequence[Any] = (
        func.gen_random_uuid(),
        apps.c.user_id,
        literal(WITHDRAWN),
        apps.c.client_id,
        moment,
        moment.label("due_at"),
    )
    return select(apps.c.client_id).add_cte(left_in_outbox(select(*events)))


def _revocation(conditions: Sequence[ColumnElement[bool]], now: datetime) -> Update:
    return update(GRANTS).where(*conditions, GRANTS.c.revoked_at.is_(None)).values(revoked_at=now)
