"""Shows an owner the apps that they allow something, and ends it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.accounts.grants.connected_apps import queries
from app.accounts.grants.connected_apps.errors import ConnectedAppNotFound
from app.accounts.grants.models import GrantName
from app.core import records
from app.core.database import Db
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.tables import Record


async def list_page(db: Db, owner: Owner, paging: Paging, *, now: datetime) -> dict[str, Any]:
    found = await records.fetch(db, owner, GrantName, queries.page(owner, paging, now=now))
    return paging.page([_shown(app) for app in found], owner, "granted_at", "id")


async def find(db: Db, owner: Owner, client_id: UUID, *, now: datetime) -> Record:
    """Load what the owner allows one app.

    Raises:
        ConnectedAppNotFound: nothing.
    """
    statement = queries.one(owner, client_id, now=now)
    found = await records.fetch(db, owner, GrantName, statement)
    if not found:
        raise ConnectedAppNotFound
    return _shown(found[0])


async def withdraw(db: Db, owner: Owner, client_id: UUID, *, now: datetime) -> None:
    """End all that the owner allows an app; where that was nothing, nothing happens."""
    await db.execute(queries.ending(owner, client_id, now=now))


def _shown(app: Record) -> Record:
    return {**app, "name": app["app_name"]}
