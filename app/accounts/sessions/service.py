"""Shows an owner's signed-in devices, and signs them out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.accounts.auth import queries as session_queries
from app.accounts.auth.models import SessionDevice
from app.accounts.sessions import queries
from app.core import records
from app.core.database import Db
from app.core.errors import NotFound
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.tables import Record


async def read_all(db: Db, owner: Owner, pages: Paging, *, now: datetime) -> dict[str, Any]:
    statement = queries.page(owner, pages, now=now)
    found = await records.fetch(db, owner, SessionDevice, statement)
    return pages.page([_shown(owner, row) for row in found], owner, "created_at", "id")


async def read(db: Db, owner: Owner, session_id: UUID, *, now: datetime) -> Record:
    statement = queries.live(owner, session_id, now=now)
    found = await records.fetch(db, owner, SessionDevice, statement)
    if not found:
        raise NotFound
    return _shown(owner, found[0])


async def revoke(db: Db, owner: Owner, session_id: UUID, *, now: datetime) -> None:
    await db.execute(session_queries.revocation(owner.id, session_id, now=now))


async def revoke_all(db: Db, owner: Owner, *, now: datetime) -> None:
    await db.execute(session_queries.revocation_of_all(owner.id, now=now))


def _shown(owner: Owner, row: Record) -> Record:
    device = {"name": row.pop("name"), "platform": row.pop("platform")}
    return {**row, "device": device, "is_current": row["id"] == owner.session_id}
