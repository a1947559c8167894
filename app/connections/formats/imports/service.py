"""What can be done with imports."""

import json
from collections.abc import AsyncIterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.accounts.auth import access
from app.accounts.auth.callers import Caller
from app.connections.formats.imports import files, queries
from app.connections.formats.imports.errors import ImportNotFound
from app.connections.formats.imports.models import Import
from app.connections.formats.imports.reports import Report
from app.core import records
from app.core.database import Database, Db
from app.core.errors import AppError, refuse
from app.core.ids import new_id
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.schemas import Input
from app.core.tables import Record
from app.security.vault import Vault


class Told(Input):
    """What of an import its digest is made of: two files are never the same import."""

    id: UUID


async def receive(
    database: Database,
    vault: Vault,
    caller: Caller,
    sent: tuple[AsyncIterable[bytes], Mapping[str, Any]],
    *,
    now: datetime,
) -> Record:
    """Keep a file until it is read, and the import once it is whole.

    Raises:
        Unauthenticated: the session has ended, before or meanwhile.
        Invalid: the file is empty.
        TooManyImports, ImportCutShort: as `files.keep`.
    """
    stream, columns = sent
    import_id = new_id()
    async with database.lease() as db:
        owner = await access.for_reading(db, vault, caller, now=now)
    size = await files.keep(database, owner, import_id, stream, now=now)
    columns = {**columns, "id": import_id, "size_bytes": size}
    try:
        if not size:
            refuse("", "empty")
        async with database.lease() as db:
            writer = await access.for_writing(db, vault, caller, now=now)
            return await _create(db, writer, columns, now=now)
    except AppError:
        await files.forget_unread(database, owner, import_id)
        raise


async def find(db: Db, owner: Owner, import_id: UUID) -> Record:
    """Load one of the owner's imports.

    Raises:
        ImportNotFound: there is none of that id, or it is somebody else's.
    """
    found = await records.find(db, owner, Import, import_id)
    if found is None:
        raise ImportNotFound
    return found


async def list_page(db: Db, owner: Owner, paging: Paging) -> dict[str, Any]:
    found = await records.fetch(db, owner, Import, *queries.imports_of(owner, paging))
    return paging.page(found, owner, "recorded_at", "id")


async def _create(db: Db, owner: Owner, columns: Mapping[str, Any], *, now: datetime) -> Record:
    options = {"moods": columns["moods"], "time_zone": owner.time_zone}
    row = {name: columns[name] for name in ("id", "format", "dry_run", "size_bytes")}
    row |= {"status": "waiting", "report": Report().as_kept(), "finished_at": None}
    row |= {"options": json.dumps(options, ensure_ascii=False)}
    body = Told(id=columns["id"])
    stored = await records.create(db, owner, Import, body, row, now=now)
    return stored.record
