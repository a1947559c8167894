from typing import get_args
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.companion.journal.vocabulary import Focus
from app.core.tables import Encrypted, Entry, one_of, refers_to


class JournalEntry(Entry):
    """`prompt_id` is a key of the catalogue. `is_sealed` bodies were encrypted by the client."""

    __tablename__ = "journal_entries"
    __table_args__ = (
        refers_to("moods", "mood_id", on_delete="clear"),
        one_of("focus", get_args(Focus)),
        Index("ix_journal_entries_newest", "user_id", "occurred_at", "id"),
    )

    body: Mapped[bytes] = mapped_column(Encrypted())
    is_sealed: Mapped[bool]
    prompt_id: Mapped[str | None]
    focus: Mapped[str]
    mood_id: Mapped[UUID | None]
