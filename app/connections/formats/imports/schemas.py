from datetime import datetime
from typing import Annotated

from pydantic import Field, TypeAdapter

from app.connections.formats.imports.vocabulary import ImportFormat, ImportStatus
from app.core.schemas import Output, RecordRead

OWN_MOODS = TypeAdapter(dict[str, Annotated[float, Field(ge=-1, le=1)]])
"""Names of moods, each with a valence."""


class ImportCounts(Output):
    read: int = Field(
        description="How many records were found; the four figures beside it add up to it."
    )
    created: int = Field(description="In a dry run: would be created.")
    unchanged: int = Field(description="There already, by their ids; never overwritten.")
    refused: int = Field(description="Those that do not fit; `refusals` says why.")
    left_out: int = Field(description="Of tables that no import writes.")


class ImportRefusal(Output):
    place: int = Field(description="The line of a CSV file; the number of a record, from 1.")
    table: str = Field(description="Which table it would have gone to.", examples=["moods"])
    reason: str = Field(
        description="A code, and which field it is about: nothing that it said.",
        examples=["string_too_long at /note"],
    )


class ImportFailure(Output):
    reason: str = Field(
        description="A code for what is wrong with the file.", examples=["not_json"]
    )
    place: int | None = Field(
        description="The line of a CSV file, or the number of a record, where it ended; "
        "null: not known."
    )


class ImportReport(ImportCounts):
    tables: dict[str, ImportCounts] = Field(description="The same counts for each table.")
    refusals: list[ImportRefusal] = Field(description="The first 200 of those refused.")
    failure: ImportFailure | None = Field(
        description="Why the file could not be read to its end; what came before it was taken."
    )


class ImportRead(RecordRead):
    format: ImportFormat = Field(description="What the file was said to be.")
    status: ImportStatus = Field(
        description="`done` even if some records were refused; `failed`: it could not be "
        "read to its end."
    )
    dry_run: bool = Field(description="Whether it was only tried: nothing was written.")
    size_bytes: int = Field(description="How long the file was.")
    report: ImportReport = Field(
        description="What became of the records; it grows while the import runs."
    )
    finished_at: datetime | None = Field(
        description="When it was done or had failed; null until then."
    )
