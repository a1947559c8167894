from typing import get_args

from sqlalchemy import CheckConstraint, Double, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.companion.moods.vocabulary import Association, MoodKind, MoodLabel
from app.core.tables import Encrypted, Entry, one_of, some_of


class Mood(Entry):
    """A check-in; `custom_labels` is the user's own list of words as JSON text."""

    __tablename__ = "moods"
    __table_args__ = (
        one_of("kind", get_args(MoodKind)),
        some_of("labels", get_args(MoodLabel)),
        some_of("associations", get_args(Association)),
        CheckConstraint("valence BETWEEN -1 AND 1", name="valence_in_range"),
        Index("ix_moods_newest", "user_id", "occurred_at", "id"),
    )

    kind: Mapped[str]
    valence: Mapped[float] = mapped_column(Double())
    labels: Mapped[list[str]]
    associations: Mapped[list[str]]
    custom_labels: Mapped[bytes] = mapped_column(Encrypted())
    energy: Mapped[int | None]
    longing: Mapped[int | None]
    loneliness: Mapped[int | None]
    note: Mapped[bytes | None] = mapped_column(Encrypted())
