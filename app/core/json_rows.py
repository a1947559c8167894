"""Rows that come as JSON, so that one statement brings several kinds of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, func, literal_column, select
from sqlalchemy.dialects.postgresql import JSONB

from app.core.owners import Owner
from app.core.sealing import encrypted_columns
from app.core.tables import AnySelect, Encrypted, Owned, Record, table_of

JsonRow = Mapping[str, Any]


def rows_as_json(statement: AnySelect) -> ScalarSelect[Any]:
    """List what a statement selects, in its order; null if that is nothing.

    Sealed text is hexadecimal there: `opened_json` reads it.
    """
    rows = statement.subquery()
    pairs: Iterable[tuple[ColumnElement[Any], ...]] = (
        (literal_column(f"'{each.name}'"), _as_json(each)) for each in rows.c
    )
    row = func.jsonb_build_object(*chain.from_iterable(pairs))
    return select(func.jsonb_agg(row, type_=JSONB)).scalar_subquery()


def opened_json(owner: Owner, model: type[Owned], found: Sequence[JsonRow] | None) -> list[Record]:
    """Turn rows of one table into records with their free text readable; the rest stays JSON."""
    return [_opened(owner, model, row) for row in found or ()]


def moment_from_json(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _as_json(column: ColumnElement[Any]) -> ColumnElement[Any]:
    if isinstance(column.type, Encrypted):
        return func.encode(column, literal_column("'hex'"))
    return column


def _opened(owner: Owner, model: type[Owned], row: JsonRow) -> Record:
    record = dict(row)
    for name in encrypted_columns(table_of(model)):
        if record.get(name) is not None:
            record[name] = owner.cipher.open(
                bytes.fromhex(record[name]),
                table=model.__tablename__,
                column=name,
                row_id=UUID(record["id"]),
            )
    return record
