"""The log as a table for other hands: comma-separated values (RFC 4180), oldest first."""

import csv
from collections.abc import AsyncGenerator, AsyncIterable, Iterable
from io import StringIO

from fastapi.responses import StreamingResponse

from app.companion.streaks.incidents.schemas import IncidentContentRead, IncidentRead
from app.core.tables import Record

OF_THE_LOG = ("recorded_at", "change", "contact_event_id")
OF_THE_EVENT = tuple(IncidentContentRead.model_fields)
FIRST_LINE = ",".join((*OF_THE_LOG, *OF_THE_EVENT)) + "\r\n"
AS_FILE = {"content-disposition": 'attachment; filename="incidents.csv"'}


class CsvFile(StreamingResponse):
    """A file to keep, sent as it is read."""

    media_type = "text/csv"

    def __init__(self, log: AsyncIterable[list[Record]]) -> None:
        super().__init__(_written(log), headers=AS_FILE)


async def _written(log: AsyncIterable[list[Record]]) -> AsyncGenerator[str]:
    yield FIRST_LINE
    async for incidents in log:
        yield _lines(_cells(each) for each in incidents)


def _cells(incident: Record) -> list[str]:
    """Spell each value as the API's own answers do."""
    shown = IncidentRead.model_validate(incident).model_dump(mode="json")
    version = shown.pop("content")
    values = [shown[name] for name in OF_THE_LOG] + [version[name] for name in OF_THE_EVENT]
    return [_text(value) for value in values]


def _text(value: str | bool | None) -> str:  # noqa: FBT001
    if value is None:
        return ""
    return value if isinstance(value, str) else str(value).lower()


def _lines(rows: Iterable[Iterable[str]]) -> str:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
