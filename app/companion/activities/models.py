from datetime import date
from typing import get_args
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.companion.activities.vocabulary import Area, Status
from app.core.tables import Encrypted, Synced, one_of, refers_to


class Activity(Synced):
    """Something to do; `meant_with_person_id` is with whom it was once meant to be done."""

    __tablename__ = "activities"
    __table_args__ = (
        refers_to("people", "meant_with_person_id", on_delete="clear"),
        one_of("area", get_args(Area)),
        one_of("status", get_args(Status)),
        Index(
            "ix_activities_planned",
            *("user_id", "planned_on", "id"),
            postgresql_where=text("status = 'planned'"),
        ),
    )

    title: Mapped[bytes] = mapped_column(Encrypted())
    area: Mapped[str]
    status: Mapped[str]
    planned_on: Mapped[date | None]
    meant_with_person_id: Mapped[UUID | None]
