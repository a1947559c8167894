"""Free text on its way into a row and out of it: sealed with its owner's key, and opened."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Row, Table

from app.core.owners import Owner
from app.core.tables import Encrypted, Owned, Record, table_of


def sealed(owner: Owner, model: type[Owned], row: Mapping[str, Any]) -> Record:
    """Encrypt the free text among a row's values; `row` has its `id`."""
    values = dict(row)
    for name in encrypted_columns(table_of(model)):
        text = values.get(name)
        if text is not None:
            values[name] = owner.cipher.seal(
                text, table=model.__tablename__, column=name, row_id=row["id"]
            )
    return values


def opened(owner: Owner, model: type[Owned], row: Row[Any]) -> Record:
    """Turn a row into a record with its free text readable."""
    record: Record = dict(row._mapping)  # noqa: SLF001  (SQLAlchemy's public way to a dict)
    for name in encrypted_columns(table_of(model)):
        blob = record.get(name)
        if blob is not None:
            record[name] = owner.cipher.open(
                blob, table=model.__tablename__, column=name, row_id=record["id"]
            )
    return record


@cache
def encrypted_columns(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if isinstance(column.type, Encrypted))
