"""Rows of a file as values of columns, each by the column's type: no more and nothing else."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from math import isfinite
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Boolean, Column, Date, Double, Integer, String, Time
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.types import BigInteger, TypeEngine, Uuid

from app.connections.formats.own.tables import Exported
from app.core.clock import to_millisecond
from app.core.schemas import EARLIEST, LATEST, ZONES
from app.core.tables import Encrypted, Record

MISSING, UNREADABLE = "missing", "unreadable"


class Unfit(Exception):
    """A row can't be kept as it is; its text is a code and a field, never what was sent."""

    def __init__(self, code: str, field: str) -> None:
        super().__init__(f"{code} at /{field}")


def record_of(exported: Exported, row: Mapping[str, Any]) -> Record:
    """Read a row; what it lacks is null, unknown columns are ignored.

    Raises:
        Unfit: a value is none of its column.
    """
    return {name: _value(exported, name, row.get(name)) for name in exported.columns}


def _value(exported: Exported, name: str, raw: Any) -> Any:  # noqa: ANN401
    column = exported.table.c[name]
    if raw is None:
        if column.nullable:
            return None
        raise Unfit(MISSING, name)
    try:
        if name in exported.json_texts:
            return json.dumps(_container(raw), ensure_ascii=False)
        return _zone(raw) if name.endswith("time_zone") else _read(column, raw)
    except (ValueError, OverflowError, RecursionError) as error:
        raise Unfit(UNREADABLE, name) from error


def _read(column: Column[Any], raw: Any) -> Any:  # noqa: ANN401
    kind = column.type
    if isinstance(kind, ARRAY):
        return [_reader(kind.item_type)(each) for each in _list(raw)]
    if isinstance(kind, TIMESTAMP):
        return _moment(raw) if kind.timezone else _wall(raw)
    return _reader(kind)(raw)


def _reader(kind: TypeEngine[Any]) -> Callable[[Any], Any]:
    return next(read for types, read in READERS if isinstance(kind, types))


def _text(raw: Any) -> str:  # noqa: ANN401
    if not isinstance(raw, str) or "\0" in raw:
        raise ValueError
    raw.encode()
    return raw


def _zone(raw: Any) -> str:  # noqa: ANN401
    if raw not in ZONES:
        raise ValueError
    return str(raw)


def _list(raw: Any) -> list[Any]:  # noqa: ANN401
    if not isinstance(raw, list):
        raise ValueError  # noqa: TRY004
    return raw


def _container(raw: Any) -> Any:  # noqa: ANN401
    if not isinstance(raw, dict | list) or "\\u0000" in json.dumps(raw):
        raise ValueError
    json.dumps(raw, ensure_ascii=False).encode()
    return raw


def _moment(raw: Any) -> datetime:  # noqa: ANN401
    moment = datetime.fromisoformat(_text(raw))
    if moment.tzinfo is None or not EARLIEST <= moment < LATEST:
        raise ValueError
    return to_millisecond(moment)


def _wall(raw: Any) -> datetime:  # noqa: ANN401
    wall = datetime.fromisoformat(_text(raw))
    if wall.tzinfo is not None or not EARLIEST <= wall.replace(tzinfo=UTC) < LATEST:
        raise ValueError
    return wall


def _date(raw: Any) -> date:  # noqa: ANN401
    day = date.fromisoformat(_text(raw))
    if not EARLIEST.date() <= day < LATEST.date():
        raise ValueError
    return day


def _whole(raw: Any) -> int:  # noqa: ANN401
    if isinstance(raw, bool) or not isinstance(raw, int) or abs(raw) >= 1 << 31:
        raise ValueError
    return raw


def _number(raw: Any) -> float:  # noqa: ANN401
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not isfinite(raw):
        raise ValueError
    return float(raw)


def _boolean(raw: Any) -> bool:  # noqa: ANN401
    if not isinstance(raw, bool):
        raise ValueError  # noqa: TRY004
    return raw


READERS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (Uuid, lambda raw: UUID(_text(raw))),
    (Boolean, _boolean),
    (Date, _date),
    (Time, lambda raw: time.fromisoformat(_text(raw))),
    (Double, _number),
    ((Integer, BigInteger), _whole),
    ((String, Encrypted), _text),
)
