from datetime import datetime
from typing import get_args
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.connections.notifications.push.vocabulary import Result
from app.core.tables import Encrypted, Owned, one_of, refers_to


class PushDelivery(Owned):
    """One message on its way to one device; without a `result` it is still to be sent.

    `payload` is JSON text with what is to be shown, and goes when there is a result. The row stays
    for a while, so that the same message is not left a second time.
    """

    __tablename__ = "push_deliveries"
    __table_args__ = (
        refers_to("devices", "device_id", on_delete="delete"),
        one_of("result", get_args(Result)),
        Index("ix_push_deliveries_by_device", "user_id", "device_id"),
        Index("ix_push_deliveries_oldest", "user_id", "expires_at"),
    )

    message_id: Mapped[UUID]
    device_id: Mapped[UUID]
    payload: Mapped[bytes | None] = mapped_column(Encrypted())
    expires_at: Mapped[datetime]
    attempts: Mapped[int]
    result: Mapped[str | None]
    ended_at: Mapped[datetime | None]
