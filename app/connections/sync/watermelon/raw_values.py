"""Raw values of WatermelonDB: a string, a number, a boolean or null for each kind of column."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from math import isfinite
from typing import Any
from uuid import UUID

from app.connections.sync.shapes import Column, Kind, Sent, SyncedTable
from app.connections.sync.words import holds_words
from app.core.tables import Record

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)

Raw = str | int | float | bool | None


class Odd(ValueError):
    """It is no raw value of such a column."""


def row_of(table: SyncedTable, raw: Mapping[str, Any], id_: UUID) -> Sent:
    """Read a raw row: columns that are not ours are ignored, what can't be read is left out.

    What we would write in another way than it was sent is odd, too: the phone gets ours.
    """
    values: Record = {}
    is_odd = has_unread_words = False
    for column in table.columns:
        if column.name in raw:
            try:
                values[column.name] = value = _read(column, raw[column.name])
                is_odd |= column.kind != "json" and _written(column, value) != raw[column.name]
            except (ValueError, OverflowError, RecursionError):
                is_odd = True
                has_unread_words |= column.name in table.words and holds_words(raw[column.name])
    return Sent(id_, values, is_odd, has_unread_words)


def raw_of(table: SyncedTable, id_: UUID, row: Record) -> dict[str, Raw]:
    return {"id": str(id_)} | {each.name: _written(each, row[each.name]) for each in table.columns}


def id_of(raw: object) -> UUID:
    """Read an id in its one spelling.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(raw, str) or str(UUID(raw)) != raw:
        raise Odd
    return UUID(raw)


def _read(column: Column, raw: object) -> Any:  # noqa: ANN401
    return None if raw is None else READERS[column.kind](raw)


def _written(column: Column, value: Any) -> Raw:  # noqa: ANN401
    if value is None:
        return None
    raw: Raw = WRITERS[column.kind](value)
    return raw


def _text(raw: object) -> str:
    if not isinstance(raw, str):
        raise Odd
    return raw


def _number(raw: object) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not isfinite(raw):
        raise Odd
    return raw


def _boolean(raw: object) -> bool:
    """SQLite has no booleans: 0 and 1 are theirs."""
    if raw not in (False, True):
        raise Odd
    return bool(raw)


def _moment(raw: object) -> datetime:
    return EPOCH + round(_number(raw)) * MILLISECOND


def _time(raw: object) -> time:
    return time.fromisoformat(_text(raw))


def _date(raw: object) -> date:
    return date.fromisoformat(_text(raw))


def _json(raw: object) -> Any:  # noqa: ANN401
    value = json.loads(_text(raw))
    if not isinstance(value, dict | list):
        raise Odd
    return value


def _json_text(value: Any) -> str:  # noqa: ANN401
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _milliseconds(moment: datetime) -> int:
    return (moment - EPOCH) // MILLISECOND


READERS: Mapping[Kind, Callable[[object], Any]] = {
    "text": _text,
    "id": id_of,
    "moment": _moment,
    "date": _date,
    "time": _time,
    "json": _json,
    "number": _number,
    "boolean": _boolean,
}
WRITERS: Mapping[Kind, Callable[[Any], Raw]] = {
    "text": str,
    "id": str,
    "moment": _milliseconds,
    "date": date.isoformat,
    "time": lambda value: value.strftime("%H:%M"),
    "json": _json_text,
    "number": lambda value: value,
    "boolean": bool,
}
TYPES: Mapping[Kind, str] = {
    "moment": "number",
    "number": "number",
    "boolean": "boolean",
    "text": "string",
    "id": "string",
    "date": "string",
    "time": "string",
    "json": "string",
}
"""What WatermelonDB calls a column of each kind."""
