from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Double, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.tables import Encrypted, Entry, refers_to


class Encounter(Entry):
    """Time with a person, planned or had. Moods are valences, -1 to 1; the rest is 0 to 10."""

    __tablename__ = "encounters"
    __table_args__ = (
        refers_to("people", "person_id", on_delete="delete"),
        CheckConstraint("mood_before BETWEEN -1 AND 1", name="mood_before_in_range"),
        CheckConstraint("mood_after BETWEEN -1 AND 1", name="mood_after_in_range"),
        CheckConstraint("fun BETWEEN 0 AND 10", name="fun_in_range"),
        CheckConstraint("present BETWEEN 0 AND 10", name="present_in_range"),
        Index("ix_encounters_newest", "user_id", "occurred_at", "id"),
    )

    person_id: Mapped[UUID]
    planned_for: Mapped[datetime | None]
    intention: Mapped[bytes | None] = mapped_column(Encrypted())
    mood_before: Mapped[float | None] = mapped_column(Double())
    mood_after: Mapped[float | None] = mapped_column(Double())
    fun: Mapped[int | None]
    present: Mapped[int | None]
    happened: Mapped[bool]
    note: Mapped[bytes | None] = mapped_column(Encrypted())
