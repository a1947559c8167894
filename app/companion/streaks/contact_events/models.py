from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.companion.streaks.vocabulary import Channel, ContactKind, Reason, Tone, words
from app.core.tables import Encrypted, Entry, one_of, refers_to


class ContactEvent(Entry):
    """Something between the user and a person; `restart_on` is the local date of `restart_at`."""

    __tablename__ = "contact_events"
    __table_args__ = (
        refers_to("people", "person_id", on_delete="delete"),
        refers_to("urges", "urge_id", on_delete="clear", closes_circle=True),
        one_of("kind", words(ContactKind)),
        one_of("channel", words(Channel)),
        one_of("reason", words(Reason)),
        one_of("tone", words(Tone)),
        Index("ix_contact_events_newest", "user_id", "occurred_at", "id"),
        Index("ix_contact_events_person", "user_id", "person_id", "occurred_at", "id"),
        Index(
            "ix_contact_events_urge",
            *("user_id", "urge_id"),
            postgresql_where=text("urge_id IS NOT NULL"),
        ),
    )

    person_id: Mapped[UUID | None]
    urge_id: Mapped[UUID | None]
    kind: Mapped[str]
    channel: Mapped[str | None]
    platform: Mapped[str | None]
    reason: Mapped[str | None]
    tone: Mapped[str | None]
    unwanted: Mapped[bool]
    restart_at: Mapped[datetime | None]
    restart_on: Mapped[date | None]
    note: Mapped[bytes | None] = mapped_column(Encrypted())
