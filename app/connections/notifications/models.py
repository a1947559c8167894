from datetime import datetime
from typing import get_args
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.connections.notifications.vocabulary import About, Channel
from app.core.tables import Encrypted, Synced, one_of, refers_to


class Notification(Synced):
    """Something told once; its id is derived from what it tells of."""

    __tablename__ = "notifications"
    __table_args__ = (
        refers_to("reminders", "reminder_id", on_delete="delete"),
        one_of("channel", get_args(Channel)),
        one_of("about", get_args(About)),
        Index("ix_notifications_newest", "user_id", "recorded_at", "id"),
    )

    reminder_id: Mapped[UUID]
    title: Mapped[bytes] = mapped_column(Encrypted())
    about: Mapped[str | None]
    channel: Mapped[str]
    read_at: Mapped[datetime | None]
