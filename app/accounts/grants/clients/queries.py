"""Statements on the apps that an owner registered.

The directory has no row-level policy; here it goes by way of the owner's profile, which does.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Delete,
    Insert,
    Select,
    Table,
    Update,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from app.accounts.grants.models import OAuthClient
from app.accounts.users.models import Profile
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.tables import AnySelect, mine

CLIENTS = cast("Table", OAuthClient.__table__)
SHOWN = tuple(CLIENTS.c[name] for name in ("id", "name", "type", "redirect_uris", "created_at"))


def page(owner: Owner, paging: Paging) -> AnySelect:
    statement = select(*SHOWN).where(*_own(owner))
    return paging.select(statement, owner, CLIENTS.c.created_at, CLIENTS.c.id)


def one(owner: Owner, client_id: UUID) -> AnySelect:
    return select(*SHOWN).where(*_own(owner), CLIENTS.c.id == client_id)


def number(owner: Owner) -> Select[int]:
    return select(func.count()).select_from(CLIENTS).where(*_own(owner))


def registration(owner: Owner, columns: Mapping[str, Any], *, now: datetime) -> Insert:
    return insert(CLIENTS).values(user_id=owner.id, created_at=now, **columns)


def change(owner: Owner, client_id: UUID, columns: Mapping[str, Any]) -> Update:
    return update(CLIENTS).where(*_own(owner), CLIENTS.c.id == client_id).values(**columns)


def removal(owner: Owner, client_id: UUID) -> Delete:
    return delete(CLIENTS).where(*_own(owner), CLIENTS.c.id == client_id)


def _own(owner: Owner) -> tuple[ColumnElement[bool], ...]:
    return mine(CLIENTS.c, owner), exists().where(Profile.user_id == CLIENTS.c.user_id)
