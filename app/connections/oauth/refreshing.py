"""Exchanges apps' refresh tokens: rotation as for the user's own (app/accounts/auth/refreshing)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NoReturn

from app.accounts.auth import rules as rotation_rules
from app.accounts.auth.entrance import Entrance
from app.connections.oauth import allowances, answering, ending, queries, rules
from app.connections.oauth.answering import REFRESH
from app.connections.oauth.clients import Client
from app.connections.oauth.errors import InvalidGrant, InvalidScope
from app.connections.oauth.redeeming import refuse
from app.core.database import Db
from app.core.tables import Record
from app.security import opaque_secrets
from app.security.encryption import derived
from app.security.opaque_secrets import MalformedSecret, OpaqueSecret


async def refresh(
    db: Db, entrance: Entrance, client: Client, asked: tuple[str, str | None], *, now: datetime
) -> Record:
    """Exchange a refresh token; `asked` is the token, and the scopes if they are to be fewer.

    Raises:
        InvalidGrant: it does not count. If it is older than the last two, its grant is revoked,
            also if nobody hears it.
        InvalidScope: the scopes are more.
    """
    text, narrowed = asked
    try:
        presented = opaque_secrets.parse(REFRESH, text)
    except MalformedSecret:
        await refuse(db, entrance, now=now)
    await db.begin_holding(presented.user_id)
    found = queries.live_grant(presented.user_id, presented.id, client.id, now=now)
    grant = await db.first(found)
    if grant is None or grant.refresh_expires_at is None or grant.refresh_expires_at <= now:
        await refuse(db, entrance, now=now)
    if not rotation_rules.is_same(presented.secret, grant.secret_digest):
        await _require_previous(db, entrance, presented, grant, now=now)
    scopes = _scopes(grant.scopes, narrowed)
    following = opaque_secrets.successor(key(entrance), presented)
    if rotation_rules.is_same(presented.secret, grant.secret_digest):
        columns = {
            "secret_digest": opaque_secrets.digest(following.secret),
            "previous_digest": grant.secret_digest,
            "rotated_at": now.replace(microsecond=0),
            "refresh_expires_at": rules.refresh_expiry(now, grant.expires_at),
        }
        await db.execute(queries.rotation(grant.user_id, grant.id, columns))
    return answering.answer(entrance, grant, scopes, following, now=now)


def key(entrance: Entrance) -> bytes:
    return derived(entrance.server_key, REFRESH)


def _scopes(allowed: Sequence[str], narrowed: str | None) -> Sequence[str]:
    scopes = allowed if narrowed is None else rules.scopes_of(narrowed, allowed)
    if scopes is None:
        raise InvalidScope
    return scopes


async def _require_previous(
    db: Db,
    entrance: Entrance,
    presented: OpaqueSecret,
    grant: Any,  # noqa: ANN401  (a row)
    *,
    now: datetime,
) -> None:
    """Go on with the predecessor, as long as nobody has used what came for it.

    Whoever lost that answer may ask again. Once its access token was used, it did arrive: then
    two have a copy, and the grant ends, as it does for older tokens.
    """
    if rotation_rules.is_same(presented.secret, grant.previous_digest):
        used = queries.follower_was_used(grant.user_id, grant.id, grant.rotated_at)
        if not await db.scalar(used):
            return
    await db.rollback()
    await _end_if_older(db, entrance, presented, grant, now=now)


async def _end_if_older(
    db: Db,
    entrance: Entrance,
    presented: OpaqueSecret,
    grant: Any,  # noqa: ANN401  (a row)
    *,
    now: datetime,
) -> NoReturn:
    """Refuse; the attempt is counted first, since looking into the ancestry takes time."""
    await entrance.spend(db, allowances.REFUSED_TOKENS_FROM, now=now)
    digest, age = grant.secret_digest, grant.refresh_count
    if rotation_rules.is_ancestor(key(entrance), presented, digest, age):
        await db.begin_holding(grant.user_id)
        await ending.end_reused(db, grant.user_id, grant.id, now=now)
        await db.commit()
    raise InvalidGrant
