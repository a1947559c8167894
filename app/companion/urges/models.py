from datetime import datetime
from typing import get_args
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.companion.urges.vocabulary import Outcome, Trigger, WantsTo
from app.core.tables import Encrypted, Entry, Synced, one_of, refers_to, some_of


class Urge(Entry):
    """A moment of weakness. `technique_id` names a built-in technique or one of the user's own.

    `contact_event_id` is the contact that it became: the two count once.
    """

    __tablename__ = "urges"
    __table_args__ = (
        refers_to("people", "person_id", on_delete="clear"),
        refers_to("contact_events", "contact_event_id", on_delete="clear"),
        one_of("wants_to", get_args(WantsTo)),
        some_of("triggers", get_args(Trigger)),
        one_of("outcome", get_args(Outcome)),
        CheckConstraint("intensity BETWEEN 0 AND 10", name="intensity_in_range"),
        CheckConstraint("intensity_after BETWEEN 0 AND 10", name="intensity_after_in_range"),
        Index("ix_urges_newest", "user_id", "occurred_at", "id"),
    )

    person_id: Mapped[UUID | None]
    wants_to: Mapped[str]
    triggers: Mapped[list[str]]
    intensity: Mapped[int]
    pretext: Mapped[bytes | None] = mapped_column(Encrypted())
    hold_until: Mapped[datetime]
    technique_id: Mapped[UUID | None]
    intensity_after: Mapped[int | None]
    outcome: Mapped[str | None]
    resolved_at: Mapped[datetime | None]
    contact_event_id: Mapped[UUID | None]


class UrgeAlert(Synced):
    """Some of the circle are told that company would be welcome, and nothing else."""

    __tablename__ = "urge_alerts"
    __table_args__ = (refers_to("urges", "urge_id", on_delete="delete"),)

    urge_id: Mapped[UUID]
    supporter_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
