"""Reads a token of either kind, for its own app."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.accounts.auth import rules as rotation_rules
from app.accounts.auth.entrance import Entrance
from app.connections.oauth import queries
from app.connections.oauth.answering import REFRESH
from app.connections.oauth.clients import Client
from app.core.database import Db
from app.security import opaque_secrets, tokens
from app.security.claims import Claims
from app.security.opaque_secrets import MalformedSecret


@dataclass(frozen=True, slots=True)
class Token:
    """A token that counts now; `claims` are an access token's."""

    user_id: UUID
    grant_id: UUID
    scopes: tuple[str, ...]
    expires_at: datetime
    claims: Claims | None


async def read(
    db: Db,
    entrance: Entrance,
    client: Client,
    text: str,
    *,
    now: datetime,
    also_expired: bool = False,
) -> Token | None:
    """Read a token of this app; None if it is another's, or does not count.

    `also_expired` lets access tokens in that have run out, as long as their grant counts.
    """
    if text.startswith(f"{REFRESH}_"):
        return await _refresh_token(db, client, text, now=now)
    verify = tokens.verify_at_any_time if also_expired else tokens.verify
    issuer, keys = entrance.issuer, entrance.signing_keys
    try:
        claims = verify(keys, text, issuer=issuer, audience=issuer, now=now)
    except tokens.InvalidToken:
        return None
    return await _access_token(db, client, claims, now=now)


async def _access_token(db: Db, client: Client, claims: Claims, *, now: datetime) -> Token | None:
    if claims.client_id != str(client.id):
        return None
    found = queries.live_grant(claims.user_id, claims.session_id, client.id, now=now)
    if await db.first(found) is None:
        return None
    scopes = tuple(sorted(claims.scopes))
    return Token(claims.user_id, claims.session_id, scopes, claims.expires_at, claims)


async def _refresh_token(db: Db, client: Client, text: str, *, now: datetime) -> Token | None:
    try:
        presented = opaque_secrets.parse(REFRESH, text)
    except MalformedSecret:
        return None
    found = queries.live_grant(presented.user_id, presented.id, client.id, now=now)
    grant = await db.first(found)
    if grant is None or not _counts(presented.secret, grant, now):
        return None
    return Token(
        grant.user_id, grant.id, tuple(grant.scopes), grant.refresh_expires_at, claims=None
    )


def _counts(secret: bytes, grant: Any, now: datetime) -> bool:  # noqa: ANN401
    return (
        grant.refresh_expires_at is not None
        and grant.refresh_expires_at > now
        and any(
            rotation_rules.is_same(secret, digest)
            for digest in (grant.secret_digest, grant.previous_digest)
        )
    )
