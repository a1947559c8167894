"""Values of rows as JSON has them, and back, each by the type of its column."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from app.connections.formats.own.tables import Exported
from app.core.tables import Record


def row_of(exported: Exported, record: Record) -> dict[str, Any]:
    """Spell a record, its free text opened, as a row of the file."""
    lists = {name: json.loads(record[name]) for name in exported.json_texts if record[name]}
    return {name: as_json(lists.get(name, record[name])) for name in exported.columns}


def as_json(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, list | tuple):
        return [as_json(each) for each in value]
    if isinstance(value, Mapping):
        return {name: as_json(each) for name, each in value.items()}
    return _scalar(value)


def moment_text(moment: datetime) -> str:
    """Spell a moment as the API does, in UTC; a time on the wall stays one."""
    if moment.tzinfo is None:
        return moment.isoformat()
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _scalar(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("auto" if value.second or value.microsecond else "minutes")
    if isinstance(value, Decimal):
        return float(value)
    return str(value) if isinstance(value, UUID) else value
