"""What comes with a file, and whose it is: known before a byte of it is taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query, Request
from pydantic import ValidationError

from app.accounts.auth.dependencies import Reads
from app.connections.formats.imports import service
from app.connections.formats.imports.errors import NotAnImportFile
from app.connections.formats.imports.schemas import OWN_MOODS
from app.connections.formats.imports.vocabulary import ImportFormat
from app.core.errors import refuse
from app.core.routing import Session
from app.core.tables import Record

JSON, CSV, BYTES = "application/json", "text/csv", "application/octet-stream"
TYPES: Mapping[ImportFormat, str] = {
    "own_orbit": JSON,
    "daylio": CSV,
    "state_of_mind": JSON,
    "mindfulness": JSON,
}
MOODS = (
    "For Daylio: how good your own moods are, as a JSON object of their names, each with a "
    "valence from -1 to 1."
)


@dataclass(frozen=True, slots=True)
class Sending:
    """What a file is, and what to do with it."""

    format: ImportFormat
    dry_run: bool
    moods: Mapping[str, float]


async def sending(
    request: Request,
    format: Annotated[ImportFormat, Query(description="What the file is.")] = "own_orbit",  # noqa: A002
    moods: Annotated[str, Query(max_length=4_000, description=MOODS)] = "{}",
    *,
    dry_run: Annotated[bool, Query(description="Only say what would be done.")] = False,
) -> Sending:
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given not in {TYPES[format], BYTES}:
        raise NotAnImportFile
    try:
        own_moods = OWN_MOODS.validate_json(moods)
    except ValidationError:
        refuse("?moods", "not a JSON object of names, each with a number from -1 to 1")
    return Sending(format, dry_run, own_moods)


async def own_import(
    db: Session,
    owner: Reads,
    import_id: Annotated[UUID, Path(description="The id of an import.")],
) -> Record:
    return await service.find(db, owner, import_id)


OwnImport = Annotated[Record, Depends(own_import)]
SentFile = Annotated[Sending, Depends(sending)]
