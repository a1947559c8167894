"""Applies what a device pushes: all of it at one revision, by the features' own services."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from app.connections.sync import queries, refusing, remembering
from app.connections.sync.cleaning import Unfit, attempt, names_of
from app.connections.sync.errors import SyncConflict
from app.connections.sync.loading import load, load_named
from app.connections.sync.shapes import Sent, Superseded, SyncedTable, Turn, Verbs
from app.connections.sync.standing import Fate, Standing, digest_of
from app.connections.sync.words import holds_words
from app.core.tables import Record

Tables = Mapping[str, SyncedTable]


async def apply(turn: Turn, tables: Tables, base: int) -> Mapping[str, Sequence[UUID]]:
    """Apply a push that was made on what the device had pulled up to `base`.

    `tables` are in the order of their references. Returns the rows that can't be made valid.

    Raises:
        SyncConflict: some of the rows were changed since, and not by this very push.
    """
    standing = Standing()
    pushed = [table for name, table in tables.items() if name in turn.sent]
    await _look(turn, pushed, base, standing)
    refusing.look_ahead(turn, pushed, standing)
    # Deleted first, a pause or a streak makes room for another; people go last, so that what is
    # moved away from somebody is not lost with them.
    await _delete(turn, [each for each in pushed if not each.takes_others_along], standing)
    for table in pushed:
        await _write(turn, table, standing, is_last=False)
    for table in pushed:
        if table.verbs is not None and table.verbs.updates_last:
            await _write(turn, table, standing, is_last=True)
    await _delete(turn, [each for each in pushed if each.takes_others_along], standing)
    await remembering.remember(turn, tables, base, standing)
    return {name: sorted(ids) for name, ids in standing.refused.items()}


async def _look(turn: Turn, pushed: Collection[SyncedTable], base: int, standing: Standing) -> None:
    """Refuse the push if it is about rows that changed; note what is there already, or gone.

    A push of this device that comes late, after a newer one, is refused like anybody else's.
    """
    ids = {each.table: turn.sent[each.name].ids for each in pushed}
    for head in await turn.db.all(queries.present(turn.owner, ids)) if ids else ():
        if not head.is_gone:
            standing.live.add((head.table_name, head.id))
        fate = _fate(turn, head, base)
        if fate is not None:
            standing.note(fate, head.table_name, head.id)
    if standing.in_conflict:
        raise SyncConflict(standing.in_conflict)


def _fate(turn: Turn, head: Row[Any], base: int) -> Fate | None:
    """Judge by what is there of a row, or left of it; None where all is well."""
    sent = turn.sent[head.table_name].rows.get(head.id)
    is_own = head.is_own and base >= (head.pulled_to or 0)
    if head.is_gone and (sent is None or head.revision <= base):
        return "gone"
    if head.revision <= base:
        return None
    if sent is None:
        return None if is_own else "in_conflict"
    is_same = is_own and head.sent_digest == digest_of(turn.owner, sent)
    return "repeated" if is_same else "in_conflict"


async def _delete(turn: Turn, tables: Sequence[SyncedTable], standing: Standing) -> None:
    for table in reversed(tables):
        ids = turn.sent[table.name].deleted - standing.refused.get(table.name, set())
        if not ids or table.verbs is None or table.verbs.delete is None:
            continue
        for record in (await load(turn, table, ids)).values():
            await table.verbs.delete(turn, record)


async def _write(turn: Turn, table: SyncedTable, standing: Standing, *, is_last: bool) -> None:
    left = standing.left_of(table.name, turn.sent[table.name])
    if not left or table.verbs is None:
        return
    present = await load(turn, table, [row.id for row in left])
    rows = await _with_what_they_name(turn, table, left, present, standing)
    # Changes first: what is ended or moved may make room for what is new.
    if is_last or not table.verbs.updates_last:
        for row in rows:
            if row.id in present:
                await _change(turn, table, present[row.id], row, standing)
    await _create_all(turn, table, [row for row in rows if row.id not in present], standing)


async def _with_what_they_name(
    turn: Turn,
    table: SyncedTable,
    rows: Sequence[Sent],
    present: Mapping[UUID, Record],
    standing: Standing,
) -> list[Sent]:
    """Note the new rows that go with what was deleted, or can't be without what never was.

    The references of the others that lead nowhere are cleared, but for those that lead to what
    was refused: these rows wait for it on the phone.
    """
    named = await load_named(turn, table, rows)
    for row in rows:
        if row.id not in present and named.is_orphan(table, row):
            standing.let_go(table.name, row.id)
        elif refusing.has_to_stay(table, row, standing):
            refusing.refuse(turn, table, row, present.get(row.id), standing)
        elif row.id not in present and named.lacks(table, row):
            standing.note("refused", table.name, row.id)
    done_with = standing.done_with(table.name)
    return [named.without_lost_references(table, row) for row in rows if row.id not in done_with]


async def _create_all(
    turn: Turn, table: SyncedTable, rows: Sequence[Sent], standing: Standing
) -> None:
    for row in rows:
        await _create(turn, table, row, standing)
    after_creates = _verbs(table).after_creates
    if rows and after_creates is not None:
        await after_creates(turn, rows)


async def _create(turn: Turn, table: SyncedTable, row: Sent, standing: Standing) -> None:
    verbs = _verbs(table)
    values = row.values | {"id": row.id}
    try:
        fields = verbs.as_created(values) | {"id": row.id}
        words = table.fields_of(table.words)
        await attempt(verbs.creation, fields, words, lambda body: verbs.create(turn, body, values))
    except Superseded:
        return  # what is not there after the push, the device is told to delete
    except Unfit:
        standing.note("refused", table.name, row.id)


async def _change(
    turn: Turn, table: SyncedTable, present: Record, row: Sent, standing: Standing
) -> None:
    """Write what differs and may be written; whatever does not fit stays as it is here.

    Where somebody's own words would be lost so, all of the row stays as it is, here and there.
    """
    verbs = _verbs(table)
    new = {
        name: value
        for name, value in row.values.items()
        if name in table.writable and value != present[name]
    }
    try:
        await _update(turn, table, present, new)
    except Unfit:
        if any(holds_words(new[name]) for name in new.keys() & table.words):
            refusing.refuse(turn, table, row, present, standing)
            return
    if new and verbs.settle is not None:
        await verbs.settle(turn, present, row.values)


async def _update(turn: Turn, table: SyncedTable, present: Record, new: Record) -> None:
    verbs = _verbs(table)
    change, update = verbs.change, verbs.update
    if not new or change is None or update is None:
        return
    fields = verbs.as_changed(present, new)
    if fields.keys() & names_of(change):
        words = table.fields_of(table.words & new.keys())
        await attempt(change, fields, words, lambda body: update(turn, present, body))


def _verbs(table: SyncedTable) -> Verbs:
    if table.verbs is None:
        raise TypeError(table.name)
    return table.verbs
