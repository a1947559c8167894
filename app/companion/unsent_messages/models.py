from datetime import datetime
from typing import get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.companion.unsent_messages.vocabulary import Release
from app.core.tables import Encrypted, Entry, one_of, refers_to


class UnsentMessage(Entry):
    """Written, held, let go; nobody ever gets it. A burned one has no body any more.

    `is_sealed` bodies were encrypted by the client: nobody here reads them.
    """

    __tablename__ = "unsent_messages"
    __table_args__ = (
        refers_to("people", "person_id", on_delete="clear"),
        one_of("released_as", get_args(Release)),
        CheckConstraint(
            "(released_as IS NOT DISTINCT FROM 'burned') = (body IS NULL)", name="burned_is_gone"
        ),
        Index("ix_unsent_messages_newest", "user_id", "occurred_at", "id"),
    )

    person_id: Mapped[UUID | None]
    body: Mapped[bytes | None] = mapped_column(Encrypted())
    is_sealed: Mapped[bool]
    hold_until: Mapped[datetime]
    burn_at: Mapped[datetime | None]
    released_as: Mapped[str | None]
    released_at: Mapped[datetime | None]
