"""An export on its way: which file, and what it is called."""

from collections.abc import AsyncIterable, Mapping
from datetime import datetime
from typing import Any, Literal

from fastapi.responses import StreamingResponse

from app.connections.formats.exports.csv_file import csv_file
from app.connections.formats.exports.fhir_file import fhir_file
from app.connections.formats.exports.health_files import mindfulness_file, state_of_mind_file
from app.connections.formats.exports.own_file import own_file
from app.core.database import Database
from app.core.owners import Owner

ExportFormat = Literal["json", "csv", "fhir", "state_of_mind", "mindfulness"]

JSON, ZIP, FHIR = "application/json", "application/zip", "application/fhir+json"
FILES: Mapping[ExportFormat, tuple[str, str]] = {
    "json": (JSON, "own-orbit.json"),
    "csv": (ZIP, "own-orbit.zip"),
    "fhir": (FHIR, "own-orbit-moods.fhir.json"),
    "state_of_mind": (JSON, "own-orbit-state-of-mind.json"),
    "mindfulness": (JSON, "own-orbit-mindfulness.json"),
}
BYTES = {"schema": {"type": "string", "format": "binary"}}
OBJECT = {"schema": {"type": "object"}}
BUNDLE = {
    "resourceType": "Bundle",
    "type": "collection",
    "timestamp": "2026-03-20T21:00:00.000Z",
    "entry": [],
}
AS_FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {JSON: OBJECT, ZIP: BYTES, FHIR: OBJECT | {"example": BUNDLE}},
        "headers": {
            "Content-Disposition": {
                "description": "An attachment, with a name for the file.",
                "schema": {"type": "string"},
            }
        },
    }
}


class ExportFile(StreamingResponse):
    """A file to keep, sent as it is read."""

    media_type = JSON


def file_of(database: Database, owner: Owner, kind: ExportFormat, *, now: datetime) -> ExportFile:
    media_type, name = FILES[kind]
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return ExportFile(_content(database, owner, kind, now), headers=headers, media_type=media_type)


def _content(
    database: Database, owner: Owner, kind: ExportFormat, now: datetime
) -> AsyncIterable[str] | AsyncIterable[bytes]:
    if kind == "csv":
        return csv_file(database, owner, now=now)
    if kind == "fhir":
        return fhir_file(database, owner, now=now)
    if kind == "state_of_mind":
        return state_of_mind_file(database, owner, now=now)
    if kind == "mindfulness":
        return mindfulness_file(database, owner, now=now)
    return own_file(database, owner, now=now)
