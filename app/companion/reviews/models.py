from typing import get_args
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.companion.reviews.vocabulary import Decision, ReviewKind
from app.core.tables import Encrypted, Entry, one_of, refers_to


class Review(Entry):
    """A look back; `answers` are JSON by the questions' ids."""

    __tablename__ = "reviews"
    __table_args__ = (
        refers_to("streaks", "streak_id", on_delete="clear"),
        one_of("kind", get_args(ReviewKind)),
        one_of("decision", get_args(Decision)),
        Index("ix_reviews_newest", "user_id", "occurred_at", "id"),
        Index("ix_reviews_streak", "user_id", "streak_id", "kind"),
    )

    kind: Mapped[str]
    streak_id: Mapped[UUID | None]
    answers: Mapped[bytes] = mapped_column(Encrypted())
    decision: Mapped[str | None]
