from datetime import datetime
from typing import get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.orm import Mapped, mapped_column

from app.connections.notifications.vocabulary import About, Channel
from app.core.tables import Encrypted, Synced, one_of, refers_to

WALL = TIMESTAMP(timezone=False, precision=0)


class Reminder(Synced):
    """`schedule` is the text that we write of a rule; it starts at `local_start` on any wall.

    What comes next is `next_local` on the wall, told at `next_at`; neither, if nothing does.
    """

    __tablename__ = "reminders"
    __table_args__ = (
        refers_to("goals", "goal_id", on_delete="clear"),
        refers_to("activities", "activity_id", on_delete="clear"),
        one_of("channel", get_args(Channel)),
        one_of("about", get_args(About)),
        CheckConstraint("(next_local IS NULL) = (next_at IS NULL)", name="next_is_whole"),
        Index("ix_reminders_newest", "user_id", "recorded_at", "id"),
    )

    title: Mapped[bytes] = mapped_column(Encrypted())
    schedule: Mapped[str]
    local_start: Mapped[datetime] = mapped_column(WALL)
    channel: Mapped[str]
    about: Mapped[str | None]
    goal_id: Mapped[UUID | None]
    activity_id: Mapped[UUID | None]
    is_paused: Mapped[bool]
    next_local: Mapped[datetime | None] = mapped_column(WALL)
    next_at: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]


class ReminderSnooze(Synced):
    """A reminder put off: it is told once more."""

    __tablename__ = "reminder_snoozes"
    __table_args__ = (refers_to("reminders", "reminder_id", on_delete="delete"),)

    reminder_id: Mapped[UUID]
    until: Mapped[datetime]
