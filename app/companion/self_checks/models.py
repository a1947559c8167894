from sqlalchemy import ARRAY, CheckConstraint, Double, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.core.tables import Entry


class SelfCheck(Entry):
    """Six statements, each 0 to 10 in the catalogue's order; `score` is out of 10."""

    __tablename__ = "self_checks"
    __table_args__ = (
        CheckConstraint(
            "cardinality(answers) = 6 AND 0 <= ALL (answers) AND 10 >= ALL (answers)",
            name="answers_in_range",
        ),
        Index("ix_self_checks_newest", "user_id", "occurred_at", "id"),
    )

    answers: Mapped[list[int]] = mapped_column(ARRAY(Integer()))
    score: Mapped[float] = mapped_column(Double())
