"""Lets in who acts on a grant: an app by its JWT, a script by a personal access token.

A grant is looked at in each request, by the statement that also writes the request down.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.accounts.auth.callers import Delegate
from app.accounts.auth.scopes import OWNER
from app.accounts.grants import access_queries as statements
from app.core.database import Db
from app.security import opaque_secrets
from app.security.claims import Claims
from app.security.opaque_secrets import MalformedSecret, OpaqueSecret

OURS = "oo_"
LIMITED_TOKEN, OWNER_TOKEN = "oo_pat", "oo_owner_pat"
"""What personal access tokens begin with: scanners for secrets know them, and so do we."""

SCOPES_OF = {LIMITED_TOKEN: frozenset[str](), OWNER_TOKEN: frozenset({OWNER})}


def of_app(claims: Claims, *, needed: str, resource: str) -> Delegate:
    """Give the app that a verified token of ours was made for.

    Raises:
        ValueError: the token is of no app.
    """
    return Delegate(
        claims.user_id,
        claims.session_id,
        UUID(claims.client_id),
        None,
        claims.scopes,
        needed,
        resource,
        claims.issued_at,
    )


def of_token(text: str, *, needed: str, resource: str) -> Delegate | None:
    """Read a personal access token; whether it counts, the database knows. None: it is none."""
    if not text.startswith(OURS):
        return None
    for prefix, scopes in SCOPES_OF.items():
        secret = _parsed(prefix, text)
        if secret is not None:
            digest = opaque_secrets.digest(secret.secret)
            return Delegate(secret.user_id, secret.id, None, digest, scopes, needed, resource)
    return None


async def read(db: Db, delegate: Delegate, *, now: datetime) -> Any:  # noqa: ANN401
    """Find the user whom the grant is of, and write its use down; None if it does not live."""
    is_app = delegate.client_id is not None
    statement = statements.READ_FOR_APP if is_app else statements.READ_WITH_TOKEN
    return await db.first(statement, _parameters(delegate, now))


async def write(db: Db, delegate: Delegate, *, now: datetime) -> Any:  # noqa: ANN401
    """Do as `read`, and raise the user's revision: their row is held by then."""
    is_app = delegate.client_id is not None
    statement = statements.WRITE_FOR_APP if is_app else statements.WRITE_WITH_TOKEN
    return await db.first(statement, _parameters(delegate, now))


def granted(delegate: Delegate, scopes: list[str]) -> frozenset[str] | None:
    """Give what the delegate may do now: what it came with and the grant still holds.

    None: a personal token that says another kind than it is.
    """
    if delegate.client_id is not None:
        return delegate.scopes & frozenset(scopes)
    return frozenset(scopes) if (OWNER in scopes) == delegate.sees_everything else None


def _parsed(prefix: str, text: str) -> OpaqueSecret | None:
    try:
        return opaque_secrets.parse(prefix, text)
    except MalformedSecret:
        return None


def _parameters(delegate: Delegate, now: datetime) -> dict[str, Any]:
    own = (
        {"digest": delegate.digest}
        if delegate.client_id is None
        else {"client_id": delegate.client_id}
    )
    return own | {
        "user_id": delegate.user_id,
        "grant_id": delegate.grant_id,
        "now": now,
        "use_id": delegate.use_id,
        "resource": delegate.resource,
        "issued_at": delegate.issued_at,
        "any_of": [delegate.needed, OWNER],
    }
