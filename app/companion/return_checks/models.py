from datetime import date, datetime
from typing import get_args
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.companion.return_checks.vocabulary import Advice, Wants
from app.core.tables import Entry, one_of, refers_to


class ReturnCheck(Entry):
    """A person came back, and what to make of it; `decided_by` and `nearly` are rule numbers."""

    __tablename__ = "return_checks"
    __table_args__ = (
        refers_to("people", "person_id", on_delete="delete"),
        one_of("wants", get_args(Wants)),
        one_of("advice", get_args(Advice)),
        CheckConstraint("need_to_blame BETWEEN 0 AND 10", name="need_to_blame_in_range"),
        CheckConstraint("calm BETWEEN 0 AND 10", name="calm_in_range"),
        Index("ix_return_checks_newest", "user_id", "occurred_at", "id"),
    )

    person_id: Mapped[UUID]
    returned_at: Mapped[datetime]
    returned_on: Mapped[date]
    afraid: Mapped[bool]
    pressured: Mapped[bool]
    explained: Mapped[bool]
    need_to_blame: Mapped[int]
    calm: Mapped[int]
    wants: Mapped[str]
    advice: Mapped[str]
    decided_by: Mapped[int]
    nearly: Mapped[list[int]] = mapped_column(ARRAY(Integer()))
    silence_days: Mapped[int | None]
    cooling_off_until: Mapped[datetime]
