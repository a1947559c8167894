"""Statements that close an account and leave nothing of it."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, Update, delete, select, update

from app.accounts.auth.models import Identity, TokenHash
from app.accounts.users.models import User
from app.core.tables import AnySelect, Base


def closing(user_id: UUID, *, now: datetime) -> Update:
    return update(User).where(User.id == user_id).values(deleted_at=now)


def ways_in(user_id: UUID) -> Iterator[Delete]:
    """Delete whatever could still open the account."""
    yield delete(Identity).where(Identity.user_id == user_id)
    yield delete(TokenHash).where(TokenHash.user_id == user_id)


def is_open(user_id: UUID) -> AnySelect:
    return select(User.id).where(User.id == user_id, User.deleted_at.is_(None))


def purge(user_id: UUID) -> Iterator[Delete]:
    """Delete every row of a user from whatever tables there are; runs as that user."""
    for table in reversed(Base.metadata.sorted_tables):
        if "user_id" in table.columns:
            yield delete(table).where(table.c.user_id == user_id)
    yield delete(User).where(User.id == user_id)
