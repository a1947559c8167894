from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.core.tables import Base, Owned


class SyncWrite(Base):
    """A version of a row that a device's own push has made; `session_id` is the device.

    `as_sent`: what is stored is what the device sent, so that it need not come back. Null: the
    device did not send the row, the push only touched it along. `sent_digest` tells a push that
    comes again from another one.
    """

    __tablename__ = "sync_writes"

    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    table_name: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger(), primary_key=True, autoincrement=False)
    as_sent: Mapped[bool | None]
    sent_digest: Mapped[bytes | None]


class SyncDevice(Owned):
    """A device that has pushed, by its session; `pulled_to` is how far it says it has pulled."""

    __tablename__ = "sync_devices"

    pulled_to: Mapped[int] = mapped_column(BigInteger())
