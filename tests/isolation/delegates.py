"""Apps and scripts that a user has allowed something, as rows: how they come by it is elsewhere."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import httpx2
from fastapi import FastAPI
from sqlalchemy import insert, update

from app.accounts.auth.delegates import LIMITED_TOKEN, OWNER_TOKEN
from app.accounts.grants.models import Grant, GrantName, OAuthClient
from app.core.ids import new_id
from app.security import opaque_secrets, tokens
from tests.clock import NOON
from tests.isolation.inhabitants import Inhabitant
from tests.signing_up import client_from


@dataclass
class Delegate:
    """Somebody with a grant, and a client that sends their token."""

    app: FastAPI
    user_id: UUID
    grant_id: UUID
    source: str
    token: str

    @property
    def client(self) -> httpx2.AsyncClient:
        client = client_from(self.app)
        client.headers["authorization"] = f"Bearer {self.token}"
        return client

    async def change(self, **columns: object) -> None:
        """Alter the grant behind the token's back."""
        statement = update(Grant).where(Grant.user_id == self.user_id, Grant.id == self.grant_id)
        async with self.app.state.database.lease() as db:
            await db.execute(statement.values(**columns))


async def an_app(
    app: FastAPI,
    user: Inhabitant,
    scopes: Collection[str],
    *,
    said: Collection[str] | None = None,
) -> Delegate:
    """Let an app act for a user; `said` are the scopes of its token, if they are other ones."""
    user_id, grant_id, client_id = user.signed_in.user_id, new_id(), new_id()
    async with app.state.database.lease() as db:
        await db.execute(
            insert(OAuthClient).values(
                id=client_id, name="App", type="public", redirect_uris=[], created_at=NOON
            )
        )
    await _grant(app, user_id, grant_id, scopes, client_id=client_id)
    grant = tokens.Grant(
        user_id, grant_id, str(client_id), frozenset(scopes if said is None else said), NOON
    )
    state = app.state
    issuer = state.settings.issuer
    token = tokens.issue(
        state.signing_keys, grant, issuer=issuer, audience=issuer, now=state.clock()
    )
    return Delegate(app, user_id, grant_id, str(client_id), token)


async def a_script(
    app: FastAPI, user: Inhabitant, scopes: Collection[str], *, prefix: str | None = None
) -> Delegate:
    """Let a script act for a user, by a personal access token."""
    usual = OWNER_TOKEN if "owner" in scopes else LIMITED_TOKEN
    secret = opaque_secrets.make(user.signed_in.user_id)
    digest = opaque_secrets.digest(secret.secret)
    kept = {"secret_digest": digest, "expires_at": NOON + timedelta(days=90)}
    await _grant(app, secret.user_id, secret.id, scopes, "Script", **kept)
    token = opaque_secrets.spell(prefix or usual, secret)
    return Delegate(app, secret.user_id, secret.id, str(secret.id), token)


async def _grant(
    app: FastAPI,
    user_id: UUID,
    grant_id: UUID,
    scopes: Collection[str],
    name: str | None = None,
    **columns: object,
) -> None:
    cipher = await app.state.vault.cipher_of(user_id)
    sealed = name and cipher.seal(name, table="grant_names", column="name", row_id=grant_id)
    values = {"user_id": user_id, "id": grant_id, "scopes": sorted(scopes), "created_at": NOON}
    async with app.state.database.lease() as db:
        await db.begin(user_id)
        await db.execute(insert(Grant).values(**values, **columns))
        await db.execute(insert(GrantName).values(user_id=user_id, id=grant_id, name=sealed))
