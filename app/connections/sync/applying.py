"""Applies what a device pushes: all of it at one revision, by the features' own services."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.connections.sync import changes, queries
from app.connections.sync.cleaning import Unfit, attempt, names_of
from app.connections.sync.errors import SyncConflict
from app.connections.sync.shapes import Sent, SentTable, SyncedTable, Turn, Verbs
from app.core import records
from app.core.references import references_of
from app.core.sealing import opened
from app.core.tables import Record

Tables = Mapping[str, SyncedTable]
Ids = dict[str, set[UUID]]


@dataclass(slots=True)
class Standing:
    """What became of the rows of a push: refused for good, or to be deleted by the device."""

    gone: Ids = field(default_factory=dict)
    refused: Ids = field(default_factory=dict)


async def apply(turn: Turn, tables: Tables, base: int) -> Mapping[str, Sequence[UUID]]:
    """Apply a push that was made on what the device had pulled up to `base`.

    `tables` are in the order of their references. Returns the rows that can't be made valid.

    Raises:
        SyncConflict: some of the rows were changed since by somebody else.
    """
    standing = Standing()
    await _look(turn, tables, base, standing)
    pushed = [table for name, table in tables.items() if name in turn.sent]
    for table in reversed(pushed):
        if not table.takes_others_along:
            await _delete(turn, table)
    for table in pushed:
        await _write(turn, table, standing, is_last=False)
    for table in pushed:
        if table.verbs is not None and table.verbs.updates_last:
            await _write(turn, table, standing, is_last=True)
    for table in reversed(pushed):
        if table.takes_others_along:
            await _delete(turn, table)
    await _remember(turn, tables, base, standing)
    return {name: sorted(ids) for name, ids in standing.refused.items() if ids}


async def _look(turn: Turn, tables: Tables, base: int, standing: Standing) -> None:
    """Refuse the push if it is about rows that changed; note those that are gone."""
    ids = {
        tables[name].table: {*(row.id for row in sent.rows), *sent.deleted}
        for name, sent in turn.sent.items()
    }
    conflicts: dict[str, list[UUID]] = {}
    for head in await turn.db.all(queries.present(turn.owner, ids)) if ids else ():
        is_own = head.is_own and base >= (head.pulled_to or 0)
        is_sent = head.id in {row.id for row in turn.sent[head.table_name].rows}
        if head.revision > base and not is_own and (is_sent or not head.is_gone):
            conflicts.setdefault(head.table_name, []).append(head.id)
        elif head.is_gone and is_sent:
            standing.gone.setdefault(head.table_name, set()).add(head.id)
    if conflicts:
        raise SyncConflict(conflicts)


async def _delete(turn: Turn, table: SyncedTable) -> None:
    ids = turn.sent[table.name].deleted
    if not ids or table.verbs is None or table.verbs.delete is None:
        return
    present = await _load(turn, table, ids)
    for id_ in ids:
        if id_ in present:
            await table.verbs.delete(turn, present[id_])


async def _write(turn: Turn, table: SyncedTable, standing: Standing, *, is_last: bool) -> None:
    rows = [row for row in turn.sent[table.name].rows if _is_to_write(table, row, standing)]
    if not rows or table.verbs is None:
        return
    present = await _load(turn, table, [row.id for row in rows])
    rows = await _with_known_references(turn, table, rows)
    # Changes first: what is ended or moved may make room for what is new.
    for row in sorted(rows, key=lambda each: each.id not in present):
        try:
            if row.id not in present:
                await _create(turn, table.verbs, row)
            elif is_last or not table.verbs.updates_last:
                await _change(turn, table, present[row.id], row)
        except Unfit:
            standing.refused.setdefault(table.name, set()).add(row.id)


def _is_to_write(table: SyncedTable, row: Sent, standing: Standing) -> bool:
    done_with = standing.gone.get(table.name, set()) | standing.refused.get(table.name, set())
    return row.id not in done_with


async def _create(turn: Turn, verbs: Verbs, row: Sent) -> None:
    fields = verbs.as_created(row.values) | {"id": row.id}
    await attempt(verbs.creation, fields, lambda body: verbs.create(turn, body, row.values))


async def _change(turn: Turn, table: SyncedTable, present: Record, row: Sent) -> None:
    verbs = table.verbs
    assert verbs is not None  # noqa: S101
    new = {
        name: value
        for name, value in row.values.items()
        if name in table.writable and value != present[name]
    }
    if new and verbs.change is not None and verbs.update is not None:
        update, fields = verbs.update, verbs.as_changed(present, new)
        if fields.keys() & names_of(verbs.change):
            await attempt(verbs.change, fields, lambda body: update(turn, present, body))
    if new and verbs.settle is not None:
        await verbs.settle(turn, present, row.values)


async def _load(turn: Turn, table: SyncedTable, ids: Sequence[UUID]) -> dict[UUID, Record]:
    """Load records with the values that phones see in the places of those that are kept."""
    parameters = {"owner_id": turn.owner.id, "ids": list(ids)}
    found = await turn.db.all(queries.rows(table.table), parameters)
    stored = (opened(turn.owner, table.model, row) for row in found)
    return {record["id"]: record | changes.plain(table, record) for record in stored}


async def _with_known_references(
    turn: Turn, table: SyncedTable, rows: Sequence[Sent]
) -> list[Sent]:
    """Clear what leads nowhere, as if the record there had been deleted a moment earlier."""
    references = references_of(table.table)
    asked: dict[Any, set[UUID]] = {}
    for row in rows:
        for name, parent in references.items():
            if isinstance(row.values.get(name), UUID):
                asked.setdefault(parent, set()).add(row.values[name])
    if not asked:
        return list(rows)
    found = await turn.db.all(queries.known(turn.owner, asked))
    known = {(row.table_name, row.id) for row in found}
    return [
        Sent(row.id, {**row.values, **dict(_lost(row, references, known))}, row.is_odd)
        for row in rows
    ]


def _lost(
    row: Sent, references: Mapping[str, Any], known: set[tuple[str, UUID]]
) -> Iterator[tuple[str, None]]:
    for name, parent in references.items():
        if row.values.get(name) is not None and (parent.name, row.values[name]) not in known:
            yield name, None


async def _remember(turn: Turn, tables: Tables, base: int, standing: Standing) -> None:
    """Let the device have again what is not as it sent it, and keep what it need not have."""
    as_sent: dict[tuple[str, UUID], bool] = {}
    for name, sent in turn.sent.items():
        as_sent |= await _compare(turn, tables[name], sent, standing)
    made = await turn.db.all(
        queries.written(*(each.table for each in tables.values())),
        {
            "owner_id": turn.owner.id,
            "revision": turn.owner.revision,
        },
    )
    rows = [
        {
            "table_name": row.table_name,
            "id": str(row.id),
            "as_sent": as_sent.get((row.table_name, row.id)),
        }
        for row in made
    ]
    await turn.db.execute(queries.remembered(turn.owner, base, rows))


async def _compare(
    turn: Turn, table: SyncedTable, sent: SentTable, standing: Standing
) -> dict[tuple[str, UUID], bool]:
    """Tell of each row whether it is as sent. One that is not, and was not written, is touched."""
    refused = standing.refused.get(table.name, set())
    present = await _load(turn, table, [*(row.id for row in sent.rows), *sent.deleted])
    as_sent = {(table.name, id_): True for id_ in sent.deleted if id_ not in present}
    for row in sent.rows:
        if row.id in present and row.id not in refused:
            is_same = not row.is_odd and _is_as_sent(table, present[row.id], row)
            as_sent[table.name, row.id] = is_same
    for id_, record in present.items():
        is_wrong_there = not as_sent.get((table.name, id_), id_ in refused)
        if is_wrong_there and record["revision"] != turn.owner.revision:
            await records.change(turn.db, turn.owner, table.model, id_, {}, now=turn.now)
    await records.bury(
        turn.db, turn.owner, table.model, sorted(standing.gone.get(table.name, ())), now=turn.now
    )
    return as_sent


def _is_as_sent(table: SyncedTable, stored: Record, row: Sent) -> bool:
    return all(row.values.get(each.name) == stored[each.name] for each in table.columns)
