from typing import Any

from fastapi import Request, status

from app.accounts.auth.dependencies import Reads, WritesLate
from app.connections.formats.imports import service
from app.connections.formats.imports.dependencies import BYTES, JSON, OwnImport, SentFile
from app.connections.formats.imports.errors import (
    ImportCutShort,
    ImportNotFound,
    NotAnImportFile,
    TooManyImports,
)
from app.connections.formats.imports.schemas import ImportRead
from app.core.clock import Now
from app.core.errors import BodyTooLarge, problems
from app.core.pagination import Page, Pages
from app.core.routing import Pool, Router, Session
from app.core.tables import Record

MOST_BYTES = 1 << 30
PATH = "/v1/imports"

router = Router(prefix=PATH, tags=["export and import"])

EXAMPLE = {
    "format": "own_orbit",
    "version": 1,
    "tables": {
        "moods": [
            {
                "id": "0199e4a2-7c31-7000-9000-0000000000aa",
                "recorded_at": "2026-03-09T20:31:00Z",
                "source": "first_party",
                "occurred_at": "2026-03-09T20:30:00Z",
                "time_zone": "Europe/Berlin",
                "day_starts_at": "04:00",
                "local_date": "2026-03-09",
                "kind": "momentaryEmotion",
                "valence": -0.4,
                "labels": ["lonely"],
                "associations": ["weather"],
                "custom_labels": [],
            }
        ]
    },
}
FILE = {"schema": {"type": "string", "format": "binary", "maxLength": MOST_BYTES}}
BODY = {
    "requestBody": {
        "description": "The file itself, at most 1 GiB; it is taken as a stream. CSV may also say "
        "that it is `text/csv`.",
        "required": True,
        "content": {JSON: {"schema": {"examples": [EXAMPLE]}}, BYTES: FILE},
    }
}


@router.post(
    "",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=ImportRead,
    responses=problems(TooManyImports, ImportCutShort, NotAnImportFile, BodyTooLarge),
    openapi_extra=BODY,
)
async def import_file(
    request: Request, caller: WritesLate, pool: Pool, file: SentFile, now: Now
) -> Record:
    """Bring a file: your own export, Daylio's CSV, or what Apple Health or Health Connect gave.

    The answer comes when the file is here; it is read afterwards, and `GET /v1/imports/{id}` says
    how far that is. What is there already, by its id, is left as it is: the same file twice makes
    nothing twice. Rows that can't be read are listed, and the others are taken. With `dry_run`
    nothing is written, and the report says what would be.
    """
    columns = {"format": file.format, "dry_run": file.dry_run, "moods": file.moods}
    sent = (request.stream(), columns)
    return await service.receive(pool, request.app.state.vault, caller, sent, now=now)


@router.get("", response_model=Page[ImportRead])
async def list_imports(db: Session, owner: Reads, paging: Pages) -> dict[str, Any]:
    """List your imports, newest first."""
    return await service.list_page(db, owner, paging)


@router.get("/{import_id}", response_model=ImportRead, responses=problems(ImportNotFound))
async def get_import(found: OwnImport) -> Record:
    """Look how far an import is, and what became of each row.

    `place` is a line or the number of a record; no row is quoted.
    """
    return found
