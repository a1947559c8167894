"""Shows an owner what apps and scripts did, and forgets it after a while."""

from datetime import datetime, timedelta
from typing import Any

from app.accounts.grants.access_log import queries
from app.accounts.grants.access_log.filters import Filters
from app.accounts.grants.models import GrantName
from app.core import records
from app.core.database import Database, Db
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.tables import Record

KEPT_FOR = timedelta(days=90)
FORGOTTEN_AT_ONCE = 10_000


async def list_page(db: Db, owner: Owner, filters: Filters, paging: Paging) -> dict[str, Any]:
    found = await records.fetch(db, owner, GrantName, queries.page(owner, filters, paging))
    page = paging.page(found, owner, "access_id")
    return {**page, "items": [_shown(use) for use in page["items"]]}


async def forget_the_old(database: Database, *, now: datetime) -> None:
    """Delete uses of 90 days ago and more."""
    async with database.lease() as db:
        await db.execute(queries.forgetting(now - KEPT_FOR, FORGOTTEN_AT_ONCE))


def _shown(use: Record) -> Record:
    if use["client_id"] is None:
        app = {"id": use["id"], "name": use["name"], "kind": "personal_token"}
    else:
        app = {"id": use["client_id"], "name": use["client_name"], "kind": "app"}
    return {"id": use["access_id"], "app": app, "resource": use["resource"], "at": use["at"]}
