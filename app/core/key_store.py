"""The second database: wrapped user keys, and the ledger of users whose key was destroyed.

It is never part of a data backup; without a key there, a restored row stays unreadable.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Index,
    LargeBinary,
    MetaData,
    Row,
    delete,
    literal,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import TIMESTAMP, insert
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.core.database import Database
from app.core.tables import NAMING_CONVENTION


class KeyBase(DeclarativeBase):
    """Tables of the key database."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {datetime: TIMESTAMP(timezone=True, precision=3)}


class UserKey(KeyBase):
    """A user's data key, wrapped by the master ring."""

    __tablename__ = "user_keys"

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    wrapped: Mapped[bytes]
    created_at: Mapped[datetime]


RING_NUMBER = literal_column("substring(wrapped, 1, 2)", LargeBinary())
"""A wrapped key begins with the number of its master key."""

Index("ix_user_keys_ring", RING_NUMBER, UserKey.user_id)


class ErasedUser(KeyBase):
    """A user whose key was destroyed; `restore` erases them again."""

    __tablename__ = "erased_users"

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    erased_at: Mapped[datetime]


async def put(keys: Database, user_id: UUID, wrapped: bytes, *, now: datetime) -> None:
    async with keys.lease() as db:
        await db.execute(insert(UserKey).values(user_id=user_id, wrapped=wrapped, created_at=now))


async def get(keys: Database, user_id: UUID) -> bytes | None:
    async with keys.lease() as db:
        wrapped: bytes | None = await db.scalar(
            select(UserKey.wrapped).where(UserKey.user_id == user_id)
        )
    return wrapped


async def destroy(keys: Database, user_id: UUID, *, now: datetime) -> None:
    """Destroy a user's key for good and note it in the ledger. Safe to repeat."""
    async with keys.lease() as db:
        await db.begin()
        await db.execute(delete(UserKey).where(UserKey.user_id == user_id))
        note = insert(ErasedUser).values(user_id=user_id, erased_at=now)
        await db.execute(note.on_conflict_do_nothing())


async def wrapped_by(keys: Database, number: int, after: UUID, *, limit: int) -> list[Row[Any]]:
    """List users behind `after`, in the order of ids, whose key this master key wraps."""
    statement = (
        select(UserKey.user_id, UserKey.wrapped)
        .where(_as_stored(number) == RING_NUMBER, UserKey.user_id > after)
        .order_by(UserKey.user_id)
        .limit(limit)
    )
    async with keys.lease() as db:
        return await db.all(statement)


async def replace(keys: Database, user_id: UUID, wrapped: bytes, anew: bytes) -> None:
    """Overwrite a wrapped key, unless it was destroyed or replaced in the meantime."""
    present = (UserKey.user_id == user_id, UserKey.wrapped == wrapped)
    async with keys.lease() as db:
        await db.execute(update(UserKey).where(*present).values(wrapped=anew))


async def has_others(keys: Database, number: int) -> bool:
    """Tell whether any key is wrapped by another master key than this."""
    others = select(UserKey.user_id).where(_as_stored(number) != RING_NUMBER).limit(1)
    async with keys.lease() as db:
        return await db.first(others) is not None


def _as_stored(number: int) -> ColumnElement[bytes]:
    return literal(number.to_bytes(2), LargeBinary())
