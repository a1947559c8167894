"""Statements on an owner's personal access tokens: grants without an app."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Insert,
    Select,
    Update,
    exists,
    func,
    insert,
    select,
    update,
)

from app.accounts.grants.models import GrantName
from app.accounts.grants.queries import GRANTS, NAMED, last_use
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.tables import AnySelect, mine, table_of


def page(owner: Owner, paging: Paging) -> AnySelect:
    statement = _tokens(owner).where(GRANTS.c.revoked_at.is_(None))
    return paging.select(statement, owner, GRANTS.c.created_at, GRANTS.c.id)


def one(owner: Owner, token_id: UUID) -> AnySelect:
    return _tokens(owner).where(GRANTS.c.revoked_at.is_(None), GRANTS.c.id == token_id)


def number(owner: Owner) -> Select[int]:
    kept = (*_of_no_app(owner), GRANTS.c.revoked_at.is_(None), exists().where(NAMED))
    return select(func.count()).select_from(GRANTS).where(*kept)


def whatever_has(owner: Owner, grant_id: UUID) -> AnySelect:
    """Select the grant of an id, though it be an app's, or ended."""
    return (
        select(*_shown(), GRANTS.c.client_id, GRANTS.c.revoked_at)
        .join(GrantName, NAMED)
        .where(mine(GRANTS.c, owner), GRANTS.c.id == grant_id)
    )


def new_grant(owner: Owner, columns: Mapping[str, Any], *, now: datetime) -> Insert:
    return insert(GRANTS).values(user_id=owner.id, created_at=now, refresh_count=0, **columns)


def new_name(columns: Mapping[str, Any]) -> Insert:
    return insert(GrantName).values(**columns)


def revocation(owner: Owner, token_id: UUID, *, now: datetime) -> Update:
    return (
        update(GRANTS)
        .where(*_of_no_app(owner), exists().where(NAMED))
        .where(GRANTS.c.id == token_id, GRANTS.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def _tokens(owner: Owner) -> AnySelect:
    return select(*_shown()).join(GrantName, NAMED).where(*_of_no_app(owner))


def _shown() -> tuple[ColumnElement[Any], ...]:
    names = ("id", "scopes", "created_at", "expires_at")
    shown = (GRANTS.c[name] for name in names)
    return *shown, table_of(GrantName).c.name, last_use().label("last_used_at")


def _of_no_app(owner: Owner) -> tuple[ColumnElement[bool], ...]:
    return mine(GRANTS.c, owner), GRANTS.c.client_id.is_(None)
