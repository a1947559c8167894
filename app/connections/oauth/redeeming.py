"""Exchanges codes for tokens, once; whoever brings one a second time ends what it gave."""

from datetime import datetime
from typing import Any, NoReturn

from app.accounts.auth.entrance import Entrance
from app.accounts.grants.queries import CREATED
from app.connections.oauth import allowances, answering, ending, queries, rules
from app.connections.oauth.clients import Client
from app.connections.oauth.errors import InvalidGrant
from app.core import events
from app.core.database import Db
from app.core.tables import Record
from app.security import opaque_secrets
from app.security.opaque_secrets import MalformedSecret, OpaqueSecret

CODE = "oo_code"


async def redeem(
    db: Db,
    entrance: Entrance,
    client: Client,
    proof: tuple[str, str, str],
    *,
    now: datetime,
) -> Record:
    """Give tokens for a code; `proof` is the code, its redirect URI and its verifier.

    Raises:
        InvalidGrant: it does not count, or one of the three does not fit. If it was used before,
            its grant is revoked, also if nobody hears it.
    """
    text, redirect_uri, verifier = proof
    try:
        presented = opaque_secrets.parse(CODE, text)
    except MalformedSecret:
        await refuse(db, entrance, now=now)
    await db.begin_holding(presented.user_id)
    code = await _held(db, client, presented)
    if code is None:
        await refuse(db, entrance, now=now)
    if code.used_at is not None:
        await ending.end_reused(db, code.user_id, code.grant_id, now=now)
        await db.commit()
        await refuse(db, entrance, now=now)
    if not _fits(code, redirect_uri, verifier, now):
        await refuse(db, entrance, now=now)
    found = queries.live_grant(code.user_id, code.grant_id, client.id, now=now)
    grant = await db.first(found)
    if grant is None:
        await refuse(db, entrance, now=now)
    await db.execute(queries.use_of_code(code.user_id, code.id, now=now))
    refresh, opened = await _open(db, client, grant, code.grant_expires_at, now=now)
    return answering.answer(entrance, opened, opened.scopes, refresh, now=now)


async def refuse(db: Db, entrance: Entrance, *, now: datetime) -> NoReturn:
    """Undo what was begun, and count the attempt.

    Raises:
        InvalidGrant: always.
    """
    await db.rollback()
    await entrance.spend(db, allowances.REFUSED_TOKENS_FROM, now=now)
    raise InvalidGrant


async def _held(db: Db, client: Client, presented: OpaqueSecret) -> Any:  # noqa: ANN401
    """Find the row of a code that was made for this app, or None."""
    code = await db.first(queries.code(presented.user_id, presented.id))
    if code is None or code.client_id != client.id:
        return None
    return code if opaque_secrets.matches(presented.secret, code.digest) else None


def _fits(code: Any, redirect_uri: str, verifier: str, now: datetime) -> bool:  # noqa: ANN401
    return (
        now < code.expires_at
        and redirect_uri == code.redirect_uri
        and rules.proves(verifier, code.code_challenge)
    )


async def _open(
    db: Db,
    client: Client,
    grant: Any,  # noqa: ANN401  (a row)
    ends_at: datetime | None,
    *,
    now: datetime,
) -> tuple[OpaqueSecret | None, Any]:
    """Let a grant last as long as its user said; give its first refresh token, and the grant."""
    columns: Record = {"expires_at": ends_at}
    refresh = None
    if rules.may_return(grant.scopes):
        refresh = opaque_secrets.make(grant.user_id, grant.id)
        columns |= {
            "secret_digest": opaque_secrets.digest(refresh.secret),
            "refresh_expires_at": rules.refresh_expiry(now, ends_at),
        }
    if not client.is_built_in:
        await events.record(db, grant.user_id, CREATED, grant.id, now=now)
    return refresh, await db.first(queries.opening(grant.user_id, grant.id, columns))
