from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.companion.streaks.vocabulary import Change, words
from app.core.tables import Encrypted, Owned, one_of


class Incident(Owned):
    """A version of a contact event, kept as it was: the service may add rows and read them."""

    __tablename__ = "incidents"
    __table_args__ = (
        one_of("change", words(Change)),
        Index("ix_incidents_newest", "user_id", "recorded_at", "id"),
    )

    contact_event_id: Mapped[UUID]
    change: Mapped[str]
    recorded_at: Mapped[datetime]
    content: Mapped[bytes] = mapped_column(Encrypted())
