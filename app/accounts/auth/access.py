"""Who is calling: the live session and the user behind a verified token."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.accounts.auth.access_queries import READ, WRITE
from app.core import idempotency
from app.core.database import Db
from app.core.errors import InsufficientScope, Unauthenticated
from app.core.owners import Cipher, Owner
from app.security import tokens
from app.security.claims import Claims
from app.security.vault import KeyDestroyed, Vault

FIRST_PARTY = "first_party"
CHALLENGE = {"www-authenticate": 'Bearer realm="ownorbit"'}
REFUSED = {"www-authenticate": 'Bearer realm="ownorbit", error="invalid_token"'}
LACKING = 'Bearer realm="ownorbit", error="insufficient_scope"'


def claims_of(
    keys: tokens.SigningKeys, token: str, *, issuer: str, scope: str, now: datetime
) -> Claims:
    """Verify an access token.

    Raises:
        Unauthenticated: it is empty, or not one of ours that still counts.
        InsufficientScope: it does not grant `scope`.
    """
    if not token:
        raise Unauthenticated(headers=CHALLENGE)
    try:
        claims = tokens.verify(keys, token, issuer=issuer, audience=issuer, now=now)
    except tokens.InvalidToken as error:
        raise Unauthenticated(headers=REFUSED) from error
    if scope not in claims.scopes and "owner" not in claims.scopes:
        raise InsufficientScope(headers={"www-authenticate": f'{LACKING}, scope="{scope}"'})
    return claims


async def for_reading(db: Db, vault: Vault, claims: Claims, *, now: datetime) -> Owner:
    """Find the caller, in autocommit: nothing is begun yet.

    Raises:
        Unauthenticated: the session was revoked or has run out, or the account is deleted.
    """
    row = await db.first(READ, _parameters(claims, now))
    return await _owner(vault, claims, row)


async def for_writing(db: Db, vault: Vault, claims: Claims, *, now: datetime) -> Owner:
    """Begin the transaction and take the caller's row: their writes come one after the other.

    Raises:
        Unauthenticated: the session was revoked or has run out, or the account is deleted.
        IdempotencyKeyInUse, IdempotencyKeyReused, Replayed: as `idempotency.recall`.
    """
    is_alone = await db.begin_holding(claims.user_id)
    row = await db.first(WRITE if is_alone else READ, _parameters(claims, now))
    owner = await _owner(vault, claims, row)
    if db.attempt is not None:
        await idempotency.recall(db, db.attempt, owner, is_alone=is_alone, now=now)
    return owner


def as_owner(
    user_id: UUID,
    session_id: UUID,
    scopes: frozenset[str],
    row: Any,  # noqa: ANN401
    cipher: Cipher,
) -> Owner:
    """Make the owner of a user's row with `OWNER_COLUMNS`."""
    return Owner(
        id=user_id,
        session_id=session_id,
        scopes=scopes,
        source=FIRST_PARTY,
        revision=row.revision,
        time_zone=row.time_zone,
        day_starts_at=row.day_starts_at,
        week_starts_on=row.week_starts_on,
        today_floor=row.today_floor,
        locale=row.locale,
        preferences=row.preferences,
        cipher=cipher,
    )


def _parameters(claims: Claims, now: datetime) -> dict[str, Any]:
    return {"user_id": claims.user_id, "session_id": claims.session_id, "now": now}


async def _owner(vault: Vault, claims: Claims, row: Any) -> Owner:  # noqa: ANN401
    if row is None:
        raise Unauthenticated(headers=REFUSED)
    try:
        cipher = await vault.cipher_of(claims.user_id)
    except KeyDestroyed as error:
        raise Unauthenticated(headers=REFUSED) from error
    return as_owner(claims.user_id, claims.session_id, claims.scopes, row, cipher)
