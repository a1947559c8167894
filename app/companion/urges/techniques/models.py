from typing import get_args

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.companion.urges.techniques.vocabulary import TechniqueKind
from app.core.tables import Encrypted, Synced, one_of


class Technique(Synced):
    """A user's own; `steps` is a list of texts as JSON. The built-in ones are no rows."""

    __tablename__ = "techniques"
    __table_args__ = (
        one_of("kind", get_args(TechniqueKind)),
        Index("ix_techniques_newest", "user_id", "recorded_at", "id"),
    )

    title: Mapped[bytes] = mapped_column(Encrypted())
    steps: Mapped[bytes] = mapped_column(Encrypted())
    kind: Mapped[str]
    duration_seconds: Mapped[int | None]
