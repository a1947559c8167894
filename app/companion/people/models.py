from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from app.core.tables import Encrypted, Synced, one_of

RELATIONS = (
    "partner",
    "ex_partner",
    "situationship",
    "dating",
    "friend",
    "family",
    "other",
)
PHASES = ("together", "distant", "apart")


class Person(Synced):
    """Somebody in the user's life, known by a nickname only."""

    __tablename__ = "people"
    __table_args__ = (one_of("relation", RELATIONS), one_of("phase", PHASES))

    nickname: Mapped[bytes] = mapped_column(Encrypted())
    relation: Mapped[str]
    phase: Mapped[str]
    phase_since: Mapped[date | None]
    note: Mapped[bytes | None] = mapped_column(Encrypted())
