from typing import get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, Double, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.companion.activities.vocabulary import Area, Company, MindfulnessType
from app.core.tables import Encrypted, Entry, one_of, refers_to, some_of


class ActivityLog(Entry):
    """Something that was done; `unit` is the user's own word for what `amount` counts."""

    __tablename__ = "activity_logs"
    __table_args__ = (
        refers_to("activities", "activity_id", on_delete="clear"),
        refers_to("goals", "goal_id", on_delete="clear"),
        one_of("area", get_args(Area)),
        some_of("company", get_args(Company)),
        one_of("mindfulness_type", get_args(MindfulnessType)),
        CheckConstraint("duration_seconds >= 0", name="duration_seconds_positive"),
        Index("ix_activity_logs_newest", "user_id", "occurred_at", "id"),
        Index("ix_activity_logs_activity", "user_id", "activity_id", "occurred_at", "id"),
        Index("ix_activity_logs_activity_date", "user_id", "activity_id", "local_date"),
        Index("ix_activity_logs_goal_date", "user_id", "goal_id", "local_date"),
    )

    activity_id: Mapped[UUID | None]
    goal_id: Mapped[UUID | None]
    title: Mapped[bytes | None] = mapped_column(Encrypted())
    area: Mapped[str]
    duration_seconds: Mapped[int | None]
    amount: Mapped[float | None] = mapped_column(Double())
    unit: Mapped[bytes | None] = mapped_column(Encrypted())
    unit_digest: Mapped[bytes | None]
    company: Mapped[list[str]]
    enjoyment: Mapped[int | None]
    first_time: Mapped[bool]
    mindfulness_type: Mapped[str | None]
    note: Mapped[bytes | None] = mapped_column(Encrypted())
