"""Tells an app about its own tokens (RFC 7662)."""

from datetime import datetime

from app.accounts.auth.entrance import Entrance
from app.connections.oauth import tokens
from app.connections.oauth.clients import Client
from app.connections.oauth.tokens import Token
from app.core.database import Db
from app.core.tables import Record

INACTIVE = {"active": False}


async def introspect(
    db: Db, entrance: Entrance, client: Client, text: str, *, now: datetime
) -> Record:
    """Say what a token of this app stands for; of any other text, that it is not active."""
    token = await tokens.read(db, entrance, client, text, now=now)
    return dict(INACTIVE) if token is None else _told(entrance.issuer, client, token)


def _told(issuer: str, client: Client, token: Token) -> Record:
    told: Record = {
        "active": True,
        "client_id": str(client.id),
        "scope": " ".join(token.scopes),
        "sub": str(token.user_id),
        "iss": issuer,
        "exp": int(token.expires_at.timestamp()),
    }
    if token.claims is not None:
        told |= {
            "token_type": "Bearer",
            "aud": token.claims.audience,
            "iat": int(token.claims.issued_at.timestamp()),
            "jti": str(token.claims.token_id),
        }
    return told
