from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.tables import Encrypted, Owned, refers_to


class MindfulnessDetails(Owned):
    """What Health Connect knows of a session and a log has no column for, as JSON text.

    Its id is the log's.
    """

    __tablename__ = "mindfulness_details"
    __table_args__ = (
        refers_to("activity_logs", "activity_log_id", on_delete="delete"),
        Index("ix_mindfulness_details_of_log", "user_id", "activity_log_id"),
    )

    activity_log_id: Mapped[UUID]
    details: Mapped[bytes] = mapped_column(Encrypted())
