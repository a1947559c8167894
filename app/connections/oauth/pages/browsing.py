"""The browser's own session: for a quarter of an hour, and for these pages alone.

It is a session like others, so that a new password, a deletion or the list of devices ends it.
But its cookie is of a kind of its own: what is stored is the digest of what follows the cookie's
secret, so that its bytes are no refresh token, however they are spelled.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.accounts.auth import queries as session_queries
from app.accounts.auth import rules as session_rules
from app.accounts.auth.entrance import Entrance
from app.accounts.auth.sign_in import SIGNED_IN
from app.accounts.users import accounts
from app.connections.oauth import queries
from app.connections.oauth.pages.visits import COOKIE, Visit
from app.core import events
from app.core.database import Db
from app.core.ids import new_id
from app.security import opaque_secrets
from app.security.encryption import derived
from app.security.opaque_secrets import MalformedSecret, OpaqueSecret
from app.security.vault import KeyDestroyed

LIFETIME = timedelta(minutes=15)
PLATFORM = "web"


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in on these pages."""

    id: UUID
    session_id: UUID
    name: str | None
    locale: str | None


async def open_session(db: Db, entrance: Entrance, user_id: UUID, *, now: datetime) -> str:
    """Sign a browser in, acting as its user, who is told; give the cookie."""
    secret = opaque_secrets.make(user_id, new_id())
    ends_at = now + LIFETIME
    columns: dict[str, Any] = {
        "user_id": user_id,
        "id": secret.id,
        "platform": PLATFORM,
        "client_version": None,
        "expires_at": ends_at,
        "ends_at": ends_at,
        "refresh_digest": opaque_secrets.digest(_stored(entrance, secret)),
    }
    await db.execute(session_queries.new_session(columns, now=now))
    await db.execute(session_queries.new_device(user_id, secret.id, None))
    await events.record(db, user_id, SIGNED_IN, secret.id, now=now)
    return opaque_secrets.spell(COOKIE, secret)


def claimed(visit: Visit) -> OpaqueSecret | None:
    """Read the cookie, which may say anything."""
    try:
        return opaque_secrets.parse(COOKIE, visit.cookie)
    except MalformedSecret:
        return None


async def recognised(db: Db, visit: Visit) -> Person | None:
    """Begin a transaction as whoever is signed in; None, and none begun, for a stranger."""
    secret = claimed(visit)
    if secret is None:
        return None
    await db.begin(secret.user_id)
    person = await present(db, visit, secret)
    if person is None:
        await db.rollback()
    return person


async def present(db: Db, visit: Visit, secret: OpaqueSecret) -> Person | None:
    """Find out, within a transaction as the user, whether the cookie's session lives."""
    if not await _is_live(db, visit, secret):
        return None
    try:
        cipher = await visit.entrance.vault.cipher_of(secret.user_id)
    except KeyDestroyed:
        return None
    account = await accounts.find(db, cipher, secret.user_id)
    if account is None:
        return None
    name = account["display_name"] or account["email"]
    return Person(secret.user_id, secret.id, name, account["locale"])


async def leave(db: Db, visit: Visit) -> None:
    """End the browser's session, if it has one."""
    secret = claimed(visit)
    if secret is None:
        return
    await db.begin(secret.user_id)
    if await _is_live(db, visit, secret):
        await db.execute(
            session_queries.revocation(secret.user_id, secret.id, now=visit.now),
        )


async def _is_live(db: Db, visit: Visit, secret: OpaqueSecret) -> bool:
    found = queries.browser_session(secret.user_id, secret.id, now=visit.now)
    stored = await db.scalar(found)
    return session_rules.is_same(_stored(visit.entrance, secret), stored)


def _stored(entrance: Entrance, secret: OpaqueSecret) -> bytes:
    return opaque_secrets.successor(derived(entrance.server_key, COOKIE), secret).secret
