"""How users come in: directory tables with ids, times and digests, and no content."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.core.tables import Base, Encrypted, Owned, one_of

PLATFORMS = ("ios", "android", "web", "other")
TOKEN_KINDS = ("recovery", "email_verification", "password_reset")


class Session(Base):
    """A signed-in device. It ends by `revoked_at`, or at `expires_at` if nobody refreshes it.

    `client_version` is the app's own word at its sign-in or newest refresh that had one.
    `refresh_digest` is of the newest refresh token, `previous_digest` of the one before it.
    """

    __tablename__ = "sessions"
    __table_args__ = (one_of("platform", PLATFORMS),)

    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    platform: Mapped[str]
    client_version: Mapped[str | None]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    refresh_digest: Mapped[bytes]
    previous_digest: Mapped[bytes | None]
    refresh_count: Mapped[int]


class SessionDevice(Owned, Base):
    """The device behind each session, with its id; the name it gave itself is null if it gave none.

    Sessions have no row-level policy; lists of them go by way of these rows, which do.
    """

    __tablename__ = "session_devices"

    name: Mapped[bytes | None] = mapped_column(Encrypted())


class Identity(Base):
    """A confirmed e-mail address, as a keyed digest: whose account it opens."""

    __tablename__ = "identities"

    email_digest: Mapped[bytes] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", deferrable=True, initially="DEFERRED"), index=True
    )


class TokenHash(Base):
    """A secret that was shown or mailed, as a digest; a user has one of each kind, the newest.

    A recovery code's `previous_digest` is of the code before it. A mailed token is used once.
    """

    __tablename__ = "token_hashes"
    __table_args__ = (one_of("kind", TOKEN_KINDS),)

    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID]
    digest: Mapped[bytes]
    previous_digest: Mapped[bytes | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
