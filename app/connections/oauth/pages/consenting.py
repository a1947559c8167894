"""Writes down what a user allows, and makes the code by which their app learns of it."""

from datetime import datetime, timedelta

from app.accounts.auth import acting
from app.connections.oauth import allowances, queries, rules
from app.connections.oauth.pages import browsing
from app.connections.oauth.pages.asking import WayBack, Wish
from app.connections.oauth.pages.visits import Visit
from app.connections.oauth.redeeming import CODE
from app.core.database import Db
from app.core.ids import new_id
from app.core.owners import Owner
from app.security import opaque_secrets, tokens

SPANS = {
    "day": timedelta(days=1),
    "month": timedelta(days=30),
    "year": timedelta(days=365),
    "open": None,
}
"""How long a consent to come back can last; `open` is until it is withdrawn."""
USUAL_SPAN = "month"


async def allow(db: Db, visit: Visit, way_back: WayBack, wish: Wish, span: str) -> str | None:
    """Allow what is wished, holding the user's row; give the code, or None if nobody is there."""
    secret = browsing.claimed(visit)
    if secret is None:
        return None
    limit, subject = allowances.CONSENTS_BY, secret.user_id.bytes
    await visit.entrance.spend(db, limit, subject, now=visit.now)
    owner = await acting.taken(db, visit.entrance.vault, secret.user_id)
    if owner is None or await browsing.present(db, visit, secret) is None:
        return None
    await acting.writing(db, owner)
    return await _granted(
        db, owner, way_back, wish, ends_at=_end(visit.now, wish, span), now=visit.now
    )


async def _granted(
    db: Db,
    owner: Owner,
    way_back: WayBack,
    wish: Wish,
    *,
    ends_at: datetime | None,
    now: datetime,
) -> str:
    grant_id, code = new_id(), opaque_secrets.make(owner.id, new_id())
    grant = {
        "user_id": owner.id,
        "id": grant_id,
        "client_id": way_back.client.id,
        "scopes": list(wish.scopes),
        "created_at": now,
        "expires_at": now + rules.CODE_LIFETIME,
    }
    await db.execute(queries.new_grant(grant))
    await db.execute(queries.new_grant_name(owner.id, grant_id))
    await db.execute(queries.removal_of_old_codes(owner.id, now=now))
    row = {
        "user_id": owner.id,
        "id": code.id,
        "grant_id": grant_id,
        "client_id": way_back.client.id,
        "digest": opaque_secrets.digest(code.secret),
        "redirect_uri": way_back.redirect_uri,
        "code_challenge": wish.code_challenge,
        "created_at": now,
        "expires_at": now + rules.CODE_LIFETIME,
        "grant_expires_at": ends_at,
    }
    await db.execute(queries.new_code(row))
    return opaque_secrets.spell(CODE, code)


def _end(now: datetime, wish: Wish, span: str) -> datetime | None:
    if not rules.may_return(wish.scopes):
        return now + rules.CODE_LIFETIME + timedelta(seconds=tokens.LIFETIME_S)
    lasting = SPANS[span]
    return None if lasting is None else now + lasting
