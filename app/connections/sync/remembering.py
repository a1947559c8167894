"""After a push: what the device has to have again, and what it need not."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.connections.sync import queries
from app.connections.sync.loading import load
from app.connections.sync.shapes import Sent, SyncedTable, Turn
from app.connections.sync.standing import Key, Standing, digest_of
from app.core import records
from app.core.tables import Record


async def remember(
    turn: Turn, tables: Mapping[str, SyncedTable], base: int, standing: Standing
) -> None:
    """Keep which rows this push has made, and whether they are as they were sent."""
    as_sent: dict[Key, bool] = {}
    for name in turn.sent:
        as_sent |= await _compare(turn, tables[name], standing)
    every = [each.table for each in tables.values()]
    at = {"owner_id": turn.owner.id, "revision": turn.owner.revision}
    written = await turn.db.all(queries.written(*every), at)
    made = [
        {
            "table_name": row.table_name,
            "id": str(row.id),
            "as_sent": as_sent.get((row.table_name, row.id)),
            "sent_digest": _digest(turn, standing, row.table_name, row.id),
        }
        for row in written
    ]
    await turn.db.execute(queries.remembered(turn.owner, base, made))


async def _compare(turn: Turn, table: SyncedTable, standing: Standing) -> dict[Key, bool]:
    """Tell of each row whether it is as sent; what was not written has the push's revision, too.

    So the device hears of the rows that are otherwise than it sent them, and its own older push
    comes too late for them, also where this one changed nothing. Refused rows stay as they are.
    """
    sent = turn.sent[table.name]
    left_alone = standing.repeated.get(table.name, set()) | standing.refused.get(table.name, set())
    ids = sent.ids - left_alone
    present = await load(turn, table, ids)
    as_sent = {id_: _is_as_sent(table, present.get(id_), sent.rows.get(id_)) for id_ in ids}
    for record in present.values():
        await _touch(turn, table, record)
    gone = standing.gone.get(table.name, set())
    # An unknown row that was deleted gets a tombstone, too: the push that makes it may come late.
    buried = [id_ for id_ in ids - present.keys() if id_ in sent.rows or id_ not in gone]
    await records.bury(turn.db, turn.owner, table.model, buried, now=turn.now)
    return {(table.name, id_): is_same for id_, is_same in as_sent.items()}


async def _touch(turn: Turn, table: SyncedTable, record: Record) -> None:
    """Raise the revision of a row that the push has not changed: then it is pulled."""
    if record["revision"] != turn.owner.revision:
        await records.change(turn.db, turn.owner, table.model, record["id"], {}, now=turn.now)


def _is_as_sent(table: SyncedTable, stored: Record | None, row: Sent | None) -> bool:
    if stored is None or row is None:
        return stored is None and row is None
    return not row.is_odd and all(
        row.values.get(each.name) == stored[each.name] for each in table.columns
    )


def _digest(turn: Turn, standing: Standing, name: str, id_: UUID) -> str | None:
    """Tell the row that was sent; a refused one, that was not written, is to be looked at again."""
    if name not in turn.sent or standing.is_refused(name, id_):
        return None
    row: Any = turn.sent[name].rows.get(id_)
    if row is not None:
        return digest_of(turn.owner, row).hex()
    return queries.DELETED.hex() if id_ in turn.sent[name].deleted else None
