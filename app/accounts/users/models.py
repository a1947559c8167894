"""The account: a directory row without content, and an encrypted profile."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.core.tables import Base, Encrypted, Owned, one_of

WEEK_STARTS = ("monday", "sunday")


class User(Base):
    """A user in the directory: what every request needs before it may act as them.

    `revision` counts the user's writes. `today_floor` is the greatest local date that a change of
    zone or day start left behind: the user's today is never before it.
    """

    __tablename__ = "users"
    __table_args__ = (one_of("week_starts_on", WEEK_STARTS),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger())
    time_zone: Mapped[str]
    day_starts_at: Mapped[time]
    week_starts_on: Mapped[str]
    today_floor: Mapped[date | None]
    locale: Mapped[str | None]
    preferences: Mapped[dict[str, Any]] = mapped_column(JSONB())
    created_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class Profile(Owned, Base):
    """What only the user may know of themselves; its id is the user's.

    `pending_email` waits for its confirmation; `former_email` for the notice that it was replaced.
    """

    __tablename__ = "profiles"

    email: Mapped[bytes | None] = mapped_column(Encrypted())
    pending_email: Mapped[bytes | None] = mapped_column(Encrypted())
    former_email: Mapped[bytes | None] = mapped_column(Encrypted())
    display_name: Mapped[bytes | None] = mapped_column(Encrypted())
    password_hash: Mapped[bytes | None] = mapped_column(Encrypted())
