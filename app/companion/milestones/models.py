from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from app.core.tables import Synced, refers_to


class Milestone(Synced):
    """`days` reached within a segment of a streak; `opened_by` is the break that opened it.

    The segment from the streak's own start has the streak's id there. `reached_on` is the local
    date; late data may set `revoked_at`, and clear it again: the same row returns.
    """

    __tablename__ = "milestones"
    __table_args__ = (
        refers_to("streaks", "streak_id", on_delete="delete"),
        UniqueConstraint("user_id", "streak_id", "opened_by", "days", name="uq_milestones_reached"),
        Index("ix_milestones_newest", "user_id", "reached_on", "id"),
    )

    streak_id: Mapped[UUID]
    opened_by: Mapped[UUID]
    days: Mapped[int]
    reached_on: Mapped[date]
    awarded_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
