"""Loads what a push is about: a statement for a table, however many rows."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from app.connections.sync import changes, queries
from app.connections.sync.shapes import Sent, SyncedTable, Turn
from app.core.references import references_of
from app.core.sealing import opened
from app.core.tables import Record, Synced, table_of

Known = Collection[tuple[str, UUID]]


async def load(turn: Turn, table: SyncedTable, ids: Collection[UUID]) -> dict[UUID, Record]:
    """Load records with the values that phones see in the places of those that are kept."""
    if not ids:
        return {}
    parameters = {"owner_id": turn.owner.id, "ids": list(ids)}
    found = await turn.db.all(queries.rows(table.table), parameters)
    stored = (table.shown(opened(turn.owner, table.model, row), turn.now) for row in found)
    return {record["id"]: record | changes.plain(table, record) for record in stored}


async def is_free(turn: Turn, model: type[Synced], id_: UUID) -> bool:
    """Tell whether no record of this id is there, or ever was."""
    asked = {table_of(model): frozenset({id_})}
    return not await turn.db.all(queries.present(turn.owner, asked))


async def with_known_references(
    turn: Turn, table: SyncedTable, rows: Sequence[Sent]
) -> Sequence[Sent]:
    """Clear what leads nowhere."""
    references = references_of(table.table)
    asked: dict[Any, set[UUID]] = {}
    for row in rows:
        for name, parent in references.items():
            if row.values.get(name) is not None:
                asked.setdefault(parent, set()).add(row.values[name])
    if not asked:
        return rows
    found = await turn.db.all(queries.known(turn.owner, asked))
    known = {(row.table_name, row.id) for row in found}
    return [
        Sent(row.id, {**row.values, **dict(_lost(row, references, known))}, row.is_odd)
        for row in rows
    ]


def _lost(row: Sent, references: Mapping[str, Any], known: Known) -> Iterator[tuple[str, None]]:
    for name, parent in references.items():
        if row.values.get(name) is not None and (parent.name, row.values[name]) not in known:
            yield name, None
