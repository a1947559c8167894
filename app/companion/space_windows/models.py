from datetime import date, time
from typing import get_args
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.tables import Encrypted, Synced, refers_to, some_of
from app.core.wall_windows import Weekday


class SpaceWindow(Synced):
    """Times that a person has to themselves; `to_time` before `from_time` is on the next day."""

    __tablename__ = "space_windows"
    __table_args__ = (
        refers_to("people", "person_id", on_delete="delete"),
        some_of("weekdays", get_args(Weekday)),
        Index("ix_space_windows_newest", "user_id", "recorded_at", "id"),
    )

    person_id: Mapped[UUID]
    label: Mapped[bytes] = mapped_column(Encrypted())
    weekdays: Mapped[list[str]]
    from_time: Mapped[time]
    to_time: Mapped[time]
    until: Mapped[date | None]
