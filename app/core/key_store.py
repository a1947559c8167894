"""The second database: wrapped user keys, and the ledger of users whose key was destroyed.

It is never part of a data backup; without a key there, a restored row stays unreadable.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import MetaData, delete, select
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
