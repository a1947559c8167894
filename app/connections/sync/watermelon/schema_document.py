"""What an app's own `appSchema` is made from: tables and columns as WatermelonDB types them."""

import json
from typing import Any

from app.connections.sync.shapes import Column, SyncedTable
from app.connections.sync.tables import SCHEMA_VERSION, TABLES
from app.connections.sync.watermelon.raw_values import TYPES


def as_text() -> str:
    """Write the document that docs/api/sync-schema.json holds."""
    tables = [_table(each) for each in TABLES.values()]
    document = {"version": SCHEMA_VERSION, "tables": tables}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _table(table: SyncedTable) -> dict[str, Any]:
    columns = [_column(table, each) for each in table.columns]
    is_read_only = table.verbs is None
    return {
        "name": table.name,
        "since": table.since,
        "read_only": is_read_only,
        "columns": columns,
    }


def _column(table: SyncedTable, column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": TYPES[column.kind],
        "is_optional": bool(table.table.c[column.name].nullable),
        "kind": column.kind,
        "since": column.since,
        "read_only": column.read_only,
    }
