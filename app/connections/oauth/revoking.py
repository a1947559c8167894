"""Ends tokens when their app asks (RFC 7009)."""

from datetime import datetime
from uuid import UUID

from app.accounts.auth.entrance import Entrance
from app.connections.oauth import ending, queries, tokens
from app.connections.oauth.clients import Client
from app.core.database import Db


async def revoke(db: Db, entrance: Entrance, client: Client, text: str, *, now: datetime) -> None:
    """End the whole grant of one of this app's tokens; any other text changes nothing.

    There is no ending one access token alone: it is its grant that each request looks at. So one
    that has run out ends it, too.
    """
    token = await tokens.read(db, entrance, client, text, now=now, also_expired=True)
    if token is None:
        return
    await _end(db, token.user_id, token.grant_id, client.id, now=now)


async def _end(db: Db, user_id: UUID, grant_id: UUID, client_id: UUID, *, now: datetime) -> None:
    await db.begin_holding(user_id)
    if await db.first(queries.live_grant(user_id, grant_id, client_id, now=now)) is not None:
        await ending.end(db, user_id, grant_id, now=now)
