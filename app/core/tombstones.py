"""Deleted records, for sync and for creates that come again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.tables import Base


class Tombstone(Base):
    """What is left of a deleted record, for as long as the account lives."""

    __tablename__ = "tombstones"
    __table_args__ = (Index("ix_tombstones_changed", "user_id", "revision", "table_name", "id"),)

    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    table_name: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger())
    body_digest: Mapped[bytes]
    deleted_at: Mapped[datetime]
