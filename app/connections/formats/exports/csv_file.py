"""A zip archive with a file of comma-separated values (RFC 4180) for each table."""

import csv
import json
from collections.abc import AsyncGenerator
from datetime import datetime
from io import StringIO
from typing import IO, Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from app.connections.formats.exports.reading import records_of
from app.connections.formats.own.tables import IN_ORDER
from app.connections.formats.own.values import row_of
from app.core.database import Database
from app.core.owners import Owner

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run (OWASP, CSV injection)."""


class Passing:
    """What the archive writes into: what was written since the last look."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Do nothing: whoever takes is told at once."""

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


async def csv_file(database: Database, owner: Owner, *, now: datetime) -> AsyncGenerator[bytes]:
    out = Passing()
    with ZipFile(cast("IO[bytes]", out), "w", ZIP_DEFLATED) as archive:
        for exported in IN_ORDER:
            with archive.open(f"{exported.name}.csv", "w", force_zip64=True) as file:
                file.write(_lines([exported.columns]))
                async for records in records_of(database, owner, exported, now=now):
                    rows = (row_of(exported, each) for each in records)
                    file.write(_lines([_cell(value) for value in row.values()] for row in rows))
                    yield out.taken()
            yield out.taken()
    yield out.taken()


def _lines(rows: Any) -> bytes:  # noqa: ANN401
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _cell(value: Any) -> Any:  # noqa: ANN401
    """Spell a value; words that a spreadsheet would run begin with an apostrophe."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULAS) else value
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    return json.dumps(value, ensure_ascii=False)
