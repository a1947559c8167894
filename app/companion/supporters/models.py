from datetime import datetime
from typing import get_args

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.companion.supporters.vocabulary import Consent
from app.core.tables import Encrypted, Synced, one_of


class Supporter(Synced):
    """Somebody the user chose, who has to agree by mail before they are ever alerted."""

    __tablename__ = "supporters"
    __table_args__ = (
        one_of("consent", get_args(Consent)),
        Index("ix_supporters_newest", "user_id", "recorded_at", "id"),
    )

    name: Mapped[bytes] = mapped_column(Encrypted())
    email: Mapped[bytes] = mapped_column(Encrypted())
    consent: Mapped[str]
    asked_at: Mapped[datetime | None]
    consented_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
