"""Opens sessions: the last step of every way in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.accounts.auth import queries, rules
from app.accounts.auth.entrance import Entrance
from app.accounts.auth.models import SessionDevice
from app.accounts.auth.schemas import Device
from app.accounts.users import accounts
from app.core import events
from app.core.client_versions import ClientVersion
from app.core.database import Db
from app.core.errors import Unauthenticated
from app.core.ids import new_id
from app.core.owners import FIRST_PARTY, Cipher
from app.core.tables import Record
from app.security import opaque_secrets, tokens
from app.security.opaque_secrets import OpaqueSecret

REFRESH = "oo_refresh"
SCOPES = frozenset({"owner"})
SIGNED_IN = "auth.signed_in"


@dataclass(frozen=True, slots=True)
class Opened:
    """A live session and the refresh token to hand out."""

    id: UUID
    user_id: UUID
    refresh: OpaqueSecret
    created_at: datetime
    expires_at: datetime


async def open_session(
    db: Db,
    cipher: Cipher,
    user_id: UUID,
    device: Device,
    client: ClientVersion | None,
    *,
    now: datetime,
) -> Opened:
    """Store a new session, acting as its user."""
    refresh = opaque_secrets.make(user_id, new_id())
    ends_at = now + rules.ABSOLUTE
    expires_at = rules.expiry(now, ends_at)
    columns = {
        "user_id": user_id,
        "id": refresh.id,
        "platform": device.platform,
        "client_version": client.spelled if client else None,
        "expires_at": expires_at,
        "ends_at": ends_at,
        "refresh_digest": opaque_secrets.digest(refresh.secret),
    }
    await db.execute(queries.new_session(columns, now=now))
    name = None
    if device.name is not None:
        table = SessionDevice.__tablename__
        name = cipher.seal(device.name, table=table, column="name", row_id=refresh.id)
    await db.execute(queries.new_device(user_id, refresh.id, name))
    return Opened(refresh.id, user_id, refresh, now, expires_at)


async def enter(
    db: Db, entrance: Entrance, user_id: UUID, device: Device, *, now: datetime
) -> Record:
    """Sign an existing user in on a device, acting as them; the owner is told by mail."""
    cipher = await entrance.vault.cipher_of(user_id)
    session = await open_session(db, cipher, user_id, device, entrance.client, now=now)
    await events.record(db, user_id, SIGNED_IN, session.id, now=now)
    return await answer(db, entrance, cipher, session, now=now)


async def answer(
    db: Db, entrance: Entrance, cipher: Cipher, session: Opened, *, now: datetime
) -> Record:
    """Make what every sign-in answers.

    Raises:
        Unauthenticated: the account was deleted meanwhile.
    """
    user = await accounts.find(db, cipher, session.user_id)
    if user is None:
        raise Unauthenticated
    return {"user": user, **_tokens(entrance, session, now)}


def _tokens(entrance: Entrance, session: Opened, now: datetime) -> dict[str, Any]:
    grant = tokens.Grant(
        user_id=session.user_id,
        session_id=session.id,
        client_id=FIRST_PARTY,
        scopes=SCOPES,
        authenticated_at=session.created_at,
    )
    issuer = entrance.issuer
    return {
        "access_token": tokens.issue(
            entrance.signing_keys, grant, issuer=issuer, audience=issuer, now=now
        ),
        "token_type": "Bearer",
        "expires_in": tokens.LIFETIME_S,
        "refresh_token": opaque_secrets.spell(REFRESH, session.refresh),
        "refresh_expires_in": int((session.expires_at - now).total_seconds()),
        "session_id": session.id,
    }
