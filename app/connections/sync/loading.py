"""Loads what a push is about: a statement for a table, however many rows."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from app.connections.sync import changes, queries
from app.connections.sync.shapes import Sent, SyncedTable, Turn
from app.connections.sync.standing import Key
from app.core.references import references_of, taken_along_by
from app.core.sealing import opened
from app.core.tables import Record, Synced, table_of


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


@dataclass(frozen=True, slots=True)
class Named:
    """Which of the records that rows refer to are there, and which were."""

    present: Collection[Key]
    gone: Collection[Key]

    def without_lost_references(self, table: SyncedTable, row: Sent) -> Sent:
        """Clear what leads nowhere."""
        lost = {name: None for name, key in _references(table, row) if key not in self.present}
        return replace(row, values=row.values | lost)

    def is_orphan(self, table: SyncedTable, row: Sent) -> bool:
        """Whether it is of something that was deleted, and would have been deleted with it."""
        fatal = taken_along_by(table.table)
        return any(key in self.gone for name, key in _references(table, row) if name in fatal)

    def lacks(self, table: SyncedTable, row: Sent) -> bool:
        """Whether it would say something else without what it refers to."""
        needed = (key for name, key in _references(table, row) if name in table.needs)
        return not all(key in self.present for key in needed)


async def load_named(turn: Turn, table: SyncedTable, rows: Sequence[Sent]) -> Named:
    """Look up what the rows refer to, all of it at once."""
    parents = references_of(table.table)
    asked: dict[Any, set[UUID]] = {}
    for row in rows:
        for name, (_, id_) in _references(table, row):
            asked.setdefault(parents[name], set()).add(id_)
    found = await turn.db.all(queries.named(turn.owner, asked)) if asked else []
    going = {(name, id_) for name, sent in turn.sent.items() for id_ in sent.deleted}
    return Named(
        present={(row.table_name, row.id) for row in found if not row.is_gone},
        gone={(row.table_name, row.id) for row in found if row.is_gone} | going,
    )


def _references(table: SyncedTable, row: Sent) -> Iterator[tuple[str, Key]]:
    for name, parent in references_of(table.table).items():
        if row.values.get(name) is not None:
            yield name, (parent.name, row.values[name])
