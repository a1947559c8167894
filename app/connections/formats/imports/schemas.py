from datetime import datetime
from typing import Annotated

from pydantic import Field, TypeAdapter

from app.connections.formats.imports.vocabulary import ImportFormat, ImportStatus
from app.core.schemas import Output, RecordRead

OWN_MOODS = TypeAdapter(dict[str, Annotated[float, Field(ge=-1, le=1)]])
"""Names of moods, each with a valence."""


class ImportCounts(Output):
    read: int
    created: int = Field(description="In a dry run: would be created.")
    unchanged: int = Field(description="There already, by their ids; never overwritten.")
    refused: int
    left_out: int = Field(description="Of tables that no import writes.")


class ImportRefusal(Output):
    place: int = Field(description="The line of a CSV file; the number of a record, from 1.")
    table: str = Field(examples=["moods"])
    reason: str = Field(
        description="A code, and which field it is about: nothing that it said.",
        examples=["string_too_long at /note"],
    )


class ImportFailure(Output):
    reason: str = Field(examples=["not_json"])
    place: int | None


class ImportReport(ImportCounts):
    tables: dict[str, ImportCounts]
    refusals: list[ImportRefusal] = Field(description="The first 200 of those refused.")
    failure: ImportFailure | None = Field(
        description="Why the file could not be read to its end; what came before it was taken."
    )


class ImportRead(RecordRead):
    format: ImportFormat
    status: ImportStatus
    dry_run: bool
    size_bytes: int
    report: ImportReport
    finished_at: datetime | None
