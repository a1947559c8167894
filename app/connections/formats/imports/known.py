"""Which rows are there already, and what rows refer to: looked up all at once."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.connections.formats.imports.shapes import Batch, Prepared
from app.connections.sync.queries import named
from app.core.references import references_of, taken_along_by
from app.core.tables import Synced, table_of

Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Known:
    """Which of the rows, and of those that they refer to, are there, or were."""

    present: Collection[Key]
    gone: Collection[Key]
    is_lenient: bool

    def lost_parent(self, row: Prepared) -> str | None:
        """Name a reference to what is not there, without which the row would not be, either."""
        lost = self._lost(row)
        return next((name for name, is_fatal in lost if is_fatal), None)

    def clear_lost(self, row: Prepared) -> None:
        for name, _ in self._lost(row):
            row.row[name] = None

    def _lost(self, row: Prepared) -> list[tuple[str, bool]]:
        if self.is_lenient:
            return []
        return [
            (name, is_fatal) for name, key, is_fatal in references(row) if key not in self.present
        ]


async def known_to(batch: Batch, rows: Sequence[Prepared]) -> Known:
    """Look up rows of one table. In a dry run, the rows before these may not be there."""
    table = table_of(rows[0].model)
    asked: dict[Any, set[UUID]] = {}
    if issubclass(rows[0].model, Synced):
        asked[table] = {row.row["id"] for row in rows}
    for row in rows:
        for name, (_, id_), _ in references(row):
            asked.setdefault(references_of(table)[name], set()).add(id_)
    found = await batch.db.all(named(batch.owner, asked)) if asked else []
    return Known(
        present={(row.table_name, row.id) for row in found if not row.is_gone},
        gone={(row.table_name, row.id) for row in found if row.is_gone},
        is_lenient=batch.dry_run,
    )


def references(row: Prepared) -> Iterable[tuple[str, Key, bool]]:
    """Give each column that refers to a record, to which, and whether it is nothing without it."""
    table = table_of(row.model)
    for name, parent in references_of(table).items():
        if row.row.get(name) is not None:
            yield name, (parent.name, row.row[name]), name in taken_along_by(table)
