"""Exchanges refresh tokens: rotation that forgives a lost answer and notices a theft."""

from datetime import datetime
from typing import Any, NoReturn

from app.accounts.auth import allowances, queries, rules, sign_in
from app.accounts.auth.access import CHALLENGE
from app.accounts.auth.entrance import Entrance
from app.accounts.auth.errors import RefreshTokenRefused, RefreshTokenReused
from app.accounts.auth.sign_in import REFRESH, Opened
from app.core import events
from app.core.database import Db
from app.core.tables import Record
from app.security import opaque_secrets
from app.security.encryption import derived
from app.security.opaque_secrets import MalformedSecret, OpaqueSecret

REUSED = "auth.refresh_token_reused"


async def refresh(db: Db, entrance: Entrance, text: str, *, now: datetime) -> Record:
    """Exchange a refresh token; the newest one's predecessor gives the newest once more.

    Raises:
        RefreshTokenReused: it is an older one. The session is revoked, also if nobody hears it.
        RefreshTokenRefused: it is none, or its session has ended.
    """
    try:
        presented = opaque_secrets.parse(REFRESH, text)
    except MalformedSecret:
        await _refuse(db, entrance, now=now)
    await db.begin(presented.user_id)
    session = await db.first(queries.live_session(presented.user_id, presented.id, now=now))
    if session is None:
        await db.rollback()
        await _refuse(db, entrance, now=now)
    following = opaque_secrets.successor(_key(entrance), presented)
    if rules.is_same(presented.secret, session.refresh_digest):
        expires_at, client = rules.expiry(now, session.ends_at), entrance.client
        columns = {
            "refresh_digest": opaque_secrets.digest(following.secret),
            "previous_digest": session.refresh_digest,
            "expires_at": expires_at,
            "client_version": client.spelled if client else session.client_version,
        }
        await db.execute(queries.rotation(presented.user_id, presented.id, columns, now=now))
    elif rules.is_same(presented.secret, session.previous_digest):
        expires_at = session.expires_at
    else:
        await db.rollback()
        await _revoke_if_older(db, entrance, presented, session, now=now)
    opened = Opened(presented.id, presented.user_id, following, session.created_at, expires_at)
    cipher = await entrance.vault.cipher_of(presented.user_id)
    return await sign_in.answer(db, entrance, cipher, opened, now=now)


async def _refuse(db: Db, entrance: Entrance, *, now: datetime) -> NoReturn:
    await entrance.spend(db, allowances.REFUSED_REFRESHES_FROM, now=now)
    raise RefreshTokenRefused(headers=CHALLENGE)


async def _revoke_if_older(
    db: Db,
    entrance: Entrance,
    presented: OpaqueSecret,
    session: Any,  # noqa: ANN401  (a row)
    *,
    now: datetime,
) -> NoReturn:
    """Refuse a token that is neither newest nor next to it; an older one ends its session.

    The attempt is counted first: looking into its ancestry takes time.
    """
    await entrance.spend(db, allowances.REFUSED_REFRESHES_FROM, now=now)
    key = _key(entrance)
    if not rules.is_ancestor(key, presented, session.refresh_digest, session.refresh_count):
        raise RefreshTokenRefused(headers=CHALLENGE)
    await db.begin(presented.user_id)
    revoked = await db.scalar(queries.revocation(presented.user_id, presented.id, now=now))
    if revoked is not None:
        await events.record(db, presented.user_id, REUSED, presented.id, now=now)
    await db.commit()
    raise RefreshTokenReused(headers=CHALLENGE)


def _key(entrance: Entrance) -> bytes:
    return derived(entrance.server_key, REFRESH)
