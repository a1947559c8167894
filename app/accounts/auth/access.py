"""Who is calling: the live session or grant behind a token, and its user."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.accounts.auth import delegates
from app.accounts.auth.access_queries import READ, WRITE
from app.accounts.auth.callers import Caller, Delegate
from app.accounts.auth.scopes import OWNER
from app.core import idempotency
from app.core.database import Db
from app.core.errors import InsufficientScope, Unauthenticated
from app.core.idempotency import Replayed
from app.core.owners import FIRST_PARTY, Cipher, Owner
from app.security import tokens
from app.security.claims import Claims
from app.security.vault import KeyDestroyed, Vault

CHALLENGE = {"www-authenticate": 'Bearer realm="ownorbit"'}
REFUSED = {"www-authenticate": 'Bearer realm="ownorbit", error="invalid_token"'}
LACKING = 'Bearer realm="ownorbit", error="insufficient_scope"'


def caller_of(
    keys: tokens.SigningKeys, token: str, *, issuer: str, needed: str, resource: str, now: datetime
) -> Caller:
    """Tell by an access token who calls; of a personal one, the database knows the rest.

    Raises:
        Unauthenticated: it is empty, or not one of ours that still counts.
        InsufficientScope: it does not grant the scope that is needed.
    """
    if not token:
        raise Unauthenticated(headers=CHALLENGE)
    script = delegates.of_token(token, needed=needed, resource=resource)
    if script is not None:
        return script
    try:
        claims = tokens.verify(keys, token, issuer=issuer, audience=issuer, now=now)
        is_own = claims.client_id == FIRST_PARTY
        caller = claims if is_own else delegates.of_app(claims, needed=needed, resource=resource)
    except (tokens.InvalidToken, ValueError) as error:
        raise Unauthenticated(headers=REFUSED) from error
    _check(needed, claims.scopes)
    return caller


async def for_reading(db: Db, vault: Vault, caller: Caller, *, now: datetime) -> Owner:
    """Find the caller, in autocommit: nothing is begun yet.

    Raises:
        Unauthenticated: the session or grant was revoked or has run out, or the account is deleted.
        InsufficientScope: the grant does not hold the scope.
    """
    if isinstance(caller, Delegate):
        return await _delegate(vault, caller, await delegates.read(db, caller, now=now))
    row = await db.first(READ, _parameters(caller, now))
    return await _owner(vault, caller, row)


async def for_writing(db: Db, vault: Vault, caller: Caller, *, now: datetime) -> Owner:
    """Begin the transaction and take the caller's row: their writes come one after the other.

    Raises:
        Unauthenticated, InsufficientScope: as `for_reading`.
        IdempotencyKeyInUse, IdempotencyKeyReused, Replayed: as `idempotency.recall`.
    """
    is_alone = await db.begin_holding(caller.user_id)
    if isinstance(caller, Delegate):
        find = delegates.write if is_alone else delegates.read
        owner = await _delegate(vault, caller, await find(db, caller, now=now))
    else:
        row = await db.first(WRITE if is_alone else READ, _parameters(caller, now))
        owner = await _owner(vault, caller, row)
    if db.attempt is not None:
        try:
            await idempotency.recall(db, db.attempt, owner, is_alone=is_alone, now=now)
        except Replayed:
            await _leave_trace(db, caller, now=now)
            raise
    return owner


async def _leave_trace(db: Db, caller: Caller, *, now: datetime) -> None:
    """Write an answer that is given once more down, though its transaction is undone."""
    await db.rollback()
    if isinstance(caller, Delegate):
        await delegates.read(db, caller, now=now)


def as_owner(
    user_id: UUID,
    session_id: UUID,
    scopes: frozenset[str],
    row: Any,  # noqa: ANN401
    cipher: Cipher,
    *,
    source: str = FIRST_PARTY,
) -> Owner:
    """Make the owner of a user's row with `OWNER_COLUMNS`."""
    return Owner(
        id=user_id,
        session_id=session_id,
        scopes=scopes,
        source=source,
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
    cipher = await _cipher(vault, claims.user_id, row)
    return as_owner(claims.user_id, claims.session_id, claims.scopes, row, cipher)


async def _delegate(vault: Vault, delegate: Delegate, row: Any) -> Owner:  # noqa: ANN401
    """Make the owner as whom a delegate acts; what it writes says that it wrote it."""
    cipher = await _cipher(vault, delegate.user_id, row)
    scopes = delegates.granted(delegate, row.scopes)
    if scopes is None:
        raise Unauthenticated(headers=REFUSED)
    _check(delegate.needed, scopes)
    source = FIRST_PARTY if OWNER in scopes else str(delegate.client_id or delegate.grant_id)
    return as_owner(delegate.user_id, delegate.grant_id, scopes, row, cipher, source=source)


async def _cipher(vault: Vault, user_id: UUID, row: Any) -> Cipher:  # noqa: ANN401
    if row is None:
        raise Unauthenticated(headers=REFUSED)
    try:
        return await vault.cipher_of(user_id)
    except KeyDestroyed as error:
        raise Unauthenticated(headers=REFUSED) from error


def _check(needed: str, scopes: frozenset[str]) -> None:
    if needed not in scopes and OWNER not in scopes:
        raise InsufficientScope(headers={"www-authenticate": f'{LACKING}, scope="{needed}"'})
