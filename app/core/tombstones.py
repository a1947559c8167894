"""Deleted records, for sync and for creates that come again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.orm import Mapped, mapped_column

from app.core.owners import Owner
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


def burial(table_name: str, owner: Owner, ids: Sequence[UUID], *, now: datetime) -> Insert:
    """Leave tombstones, or raise their revision; those of what never was have no body."""
    stamp = {"user_id": owner.id, "revision": owner.revision, "table_name": table_name}
    rows = [{**stamp, "id": id_, "body_digest": b"", "deleted_at": now} for id_ in ids]
    new = insert(Tombstone).values(rows)
    return new.on_conflict_do_update(
        index_elements=[Tombstone.user_id, Tombstone.table_name, Tombstone.id],
        set_={"revision": new.excluded.revision},
    )
