"""What developers do with their apps."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from app.accounts.auth import sparing
from app.accounts.auth.callers import Caller
from app.accounts.auth.entrance import Entrance
from app.accounts.grants.clients import queries
from app.accounts.grants.clients.allowances import MOST_CLIENTS, REGISTRATIONS_BY
from app.accounts.grants.clients.errors import (
    OAuthClientIsPublic,
    OAuthClientNotFound,
    TooManyOAuthClients,
)
from app.accounts.grants.clients.schemas import OAuthClientCreate, OAuthClientUpdate
from app.accounts.users.models import Profile
from app.core import records
from app.core.database import Db
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.tables import Record
from app.security import opaque_secrets

SECRET = "oo_client"  # noqa: S105  (how such secrets begin)
CONFIDENTIAL = "confidential"


async def create(
    db: Db, entrance: Entrance, caller: Caller, new: OAuthClientCreate, *, now: datetime
) -> Record:
    """Register an app; its id is random, since it is everybody's to see.

    Raises:
        TooManyOAuthClients: there are as many as one may have.
        TooManyRequests: as `sparing.for_writing`.
    """
    spent = [(REGISTRATIONS_BY, caller.user_id.bytes)]
    owner = await sparing.for_writing(db, entrance, caller, spent, now=now)
    if await db.scalar(queries.number(owner)) >= MOST_CLIENTS:
        raise TooManyOAuthClients
    secret = opaque_secrets.make(owner.id, uuid4())
    columns = new.model_dump() | {"id": secret.id}
    text = None
    if new.type == CONFIDENTIAL:
        columns["secret_digest"] = opaque_secrets.digest(secret.secret)
        text = opaque_secrets.spell(SECRET, secret)
    await db.execute(queries.registration(owner, columns, now=now))
    return {**columns, "created_at": now, "client_secret": text}


async def find(db: Db, owner: Owner, client_id: UUID) -> Record:
    """Load one of the owner's apps.

    Raises:
        OAuthClientNotFound: there is none of that id, or it is somebody else's.
    """
    found = await records.fetch(db, owner, Profile, queries.one(owner, client_id))
    if not found:
        raise OAuthClientNotFound
    return found[0]


async def list_page(db: Db, owner: Owner, paging: Paging) -> dict[str, Any]:
    clients = await records.fetch(db, owner, Profile, queries.page(owner, paging))
    return paging.page(clients, owner, "created_at", "id")


async def update(db: Db, owner: Owner, client_id: UUID, changes: OAuthClientUpdate) -> Record:
    """Change an app.

    Raises:
        OAuthClientNotFound: as `find`.
    """
    columns = changes.model_dump()
    if columns:
        await db.execute(queries.change(owner, client_id, columns))
    return await find(db, owner, client_id)


async def renew_secret(db: Db, owner: Owner, client_id: UUID) -> Record:
    """Make another secret the one that counts.

    Raises:
        OAuthClientNotFound: as `find`.
        OAuthClientIsPublic: it has none.
    """
    client = await find(db, owner, client_id)
    if client["type"] != CONFIDENTIAL:
        raise OAuthClientIsPublic
    secret = opaque_secrets.make(owner.id, client_id)
    columns = {"secret_digest": opaque_secrets.digest(secret.secret)}
    await db.execute(queries.change(owner, client_id, columns))
    return {"client_secret": opaque_secrets.spell(SECRET, secret)}


async def delete(db: Db, owner: Owner, client_id: UUID) -> None:
    """Delete an app: without its row, none of its grants counts."""
    await db.execute(queries.removal(owner, client_id))
