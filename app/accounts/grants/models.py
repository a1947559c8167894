"""What others may do in a user's name: directory tables with ids, times and digests, no content."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.tables import Base, Encrypted, Owned, one_of

CLIENT_TYPES = ("public", "confidential")


class OAuthClient(Base):
    """An app that may ask users. `name` is what it shows to everybody, so it is not sealed.

    `user_id` is whoever registered it, null for what is built in. Without its row, none of its
    grants counts.
    """

    __tablename__ = "oauth_clients"
    __table_args__ = (one_of("type", CLIENT_TYPES), Index(None, "user_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("users.id", deferrable=True, initially="DEFERRED")
    )
    name: Mapped[str]
    type: Mapped[str]
    redirect_uris: Mapped[list[str]]
    secret_digest: Mapped[bytes | None]
    created_at: Mapped[datetime]


class Grant(Base):
    """What a user allows an app (`client_id`), or a script of theirs (a personal access token).

    It ends by `revoked_at`, at `expires_at` (null: never by itself), and with its app.
    `secret_digest` is of the personal token, or of the newest refresh token; `previous_digest` is
    of the refresh token before it, which was exchanged at `rotated_at`. `refresh_expires_at` moves
    on with each refresh.
    """

    __tablename__ = "grants"
    __table_args__ = (Index(None, "client_id"),)

    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID | None]
    scopes: Mapped[list[str]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    secret_digest: Mapped[bytes | None]
    previous_digest: Mapped[bytes | None]
    rotated_at: Mapped[datetime | None]
    refresh_count: Mapped[int] = mapped_column(default=0, server_default="0")
    refresh_expires_at: Mapped[datetime | None]


class GrantName(Owned):
    """Each grant once more with its id; the name is the user's own for a personal token.

    Grants have no row-level policy; lists of them and of their accesses go by way of these rows,
    which do.
    """

    __tablename__ = "grant_names"

    name: Mapped[bytes | None] = mapped_column(Encrypted())


class AuthorizationCode(Base):
    """A code on its way from the consent page to the app: used once, within a minute.

    Until then its grant ends with it; from then on, at `grant_expires_at` (null: never by itself).
    """

    __tablename__ = "authorization_codes"

    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    grant_id: Mapped[UUID]
    client_id: Mapped[UUID]
    digest: Mapped[bytes]
    redirect_uri: Mapped[str]
    code_challenge: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    grant_expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]


class Access(Base):
    """One use of a grant: `resource` is method and path template, never an id or a query.

    `issued_at` is of the app's access token; null: it was a personal one.
    """

    __tablename__ = "accesses"
    __table_args__ = (
        Index(None, "user_id", "grant_id", "id"),
        Index(None, "at", postgresql_using="brin"),  # for forgetting: rows come in this order
    )

    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    grant_id: Mapped[UUID]
    resource: Mapped[str]
    at: Mapped[datetime]
    issued_at: Mapped[datetime | None]
