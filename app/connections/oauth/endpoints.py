"""What apps ask without a browser: each request is read, its app known, and then it is done."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from app.accounts.auth.entrance import Entrance
from app.connections.oauth import (
    allowances,
    clients,
    introspecting,
    redeeming,
    refreshing,
    revoking,
)
from app.connections.oauth.clients import Client
from app.connections.oauth.dependencies import Sent
from app.connections.oauth.errors import InvalidClient, InvalidRequest, UnsupportedGrantType
from app.connections.oauth.parameters import Parameters
from app.core.database import Db
from app.core.tables import Record

Exchange = Callable[[Db, Entrance, Client, Parameters, datetime], Awaitable[Record]]


async def give_tokens(entrance: Entrance, sent: Sent, *, now: datetime) -> Record:
    """Exchange a code or a refresh token.

    Raises:
        InvalidRequest, InvalidClient, InvalidGrant, InvalidScope, UnsupportedGrantType: see there.
    """
    exchange = EXCHANGES.get(_required(sent.form, "grant_type"))
    if exchange is None:
        raise UnsupportedGrantType
    async with entrance.database.lease() as db:
        client = await _client(db, entrance, sent, now=now)
        return await exchange(db, entrance, client, sent.form, now)


async def revoke(entrance: Entrance, sent: Sent, *, now: datetime) -> None:
    """End a token and whatever else its grant gave.

    Raises:
        InvalidRequest, InvalidClient: see there.
    """
    async with entrance.database.lease() as db:
        client = await _client(db, entrance, sent, now=now)
        await revoking.revoke(db, entrance, client, _required(sent.form, "token"), now=now)


async def introspect(entrance: Entrance, sent: Sent, *, now: datetime) -> Record:
    """Tell a confidential client about a token of its own.

    Raises:
        InvalidRequest, InvalidClient: see there.
    """
    async with entrance.database.lease() as db:
        client = await _client(db, entrance, sent, now=now)
        clients.require_confidential(client)
        text = _required(sent.form, "token")
        return await introspecting.introspect(db, entrance, client, text, now=now)


async def _client(db: Db, entrance: Entrance, sent: Sent, *, now: datetime) -> Client:
    """Find the app; who is none may not ask too often."""
    try:
        return await clients.authenticated(db, entrance.issuer, sent.authorization, sent.form)
    except InvalidClient:
        await entrance.spend(db, allowances.REFUSED_TOKENS_FROM, now=now)
        raise


async def _redeem(
    db: Db, entrance: Entrance, client: Client, form: Parameters, now: datetime
) -> Record:
    proof = (
        _required(form, "code"),
        _required(form, "redirect_uri"),
        _required(form, "code_verifier"),
    )
    return await redeeming.redeem(db, entrance, client, proof, now=now)


async def _refresh(
    db: Db, entrance: Entrance, client: Client, form: Parameters, now: datetime
) -> Record:
    asked = (_required(form, "refresh_token"), form.get("scope"))
    return await refreshing.refresh(db, entrance, client, asked, now=now)


def _required(form: Parameters, name: str) -> str:
    value = form.get(name)
    if value is None:
        detail = f"{name} is missing"
        raise InvalidRequest(detail)
    return value


EXCHANGES: dict[str, Exchange] = {"authorization_code": _redeem, "refresh_token": _refresh}
