"""Grants as the consent page leaves them, and uses as the access check does."""

from datetime import datetime
from uuid import UUID

import httpx2
from fastapi import FastAPI
from sqlalchemy import insert

from app.accounts.grants.models import Access, Grant, GrantName
from app.core.ids import new_id
from tests.clock import FakeClock


async def allow(
    app: FastAPI,
    user_id: UUID,
    client_id: UUID,
    *scopes: str,
    expires_at: datetime | None = None,
) -> UUID:
    """Let a user allow an app something."""
    grant_id, now = new_id(), app.state.clock()
    key = {"user_id": user_id, "id": grant_id}
    grant = {"client_id": client_id, "scopes": list(scopes), "expires_at": expires_at}
    async with app.state.database.lease() as db:
        await db.begin(user_id)
        await db.execute(insert(Grant).values(**key, **grant, created_at=now))
        await db.execute(insert(GrantName).values(**key))
    return grant_id


async def use(app: FastAPI, user_id: UUID, grant_id: UUID, resource: str) -> None:
    """Write down a use of a grant."""
    columns = {"user_id": user_id, "id": new_id(), "grant_id": grant_id, "resource": resource}
    async with app.state.database.lease() as db:
        await db.begin(user_id)
        await db.execute(insert(Access).values(**columns, at=app.state.clock()))


async def live_through(clock: FakeClock, client: httpx2.AsyncClient, *, days: int) -> None:
    """Let days go by without letting the session run out."""
    for ahead in range(days, 0, -30):
        clock.pass_by(days=min(ahead, 30))
        assert (await client.get("/v1/me")).is_success
