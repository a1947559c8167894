"""What stays on the phone because it can't be kept here as it is, and what hangs on that."""

from collections.abc import Sequence

from app.connections.sync.cleaning import can_be
from app.connections.sync.shapes import Sent, SyncedTable, Turn
from app.connections.sync.standing import Standing
from app.core.references import references_of, taken_along_by
from app.core.tables import Record


def look_ahead(turn: Turn, tables: Sequence[SyncedTable], standing: Standing) -> None:
    """Refuse what can't be made, and what names it: all of it before anything is written.

    An urge that is made before the contact event it names could not be taken back.
    """
    rows = [
        (table, row)
        for table in tables
        for row in standing.left_of(table.name, turn.sent[table.name])
        if table.verbs is not None
    ]
    for table, row in rows:
        is_new = (table.name, row.id) not in standing.live
        if row.has_unread_words or (is_new and not _can_be_made(table, row)):
            standing.note("refused", table.name, row.id)
    while standing.refused and (waiting := _that_wait(rows, standing)):
        for table, row in waiting:
            standing.note("refused", table.name, row.id)


def has_to_stay(table: SyncedTable, row: Sent, standing: Standing) -> bool:
    """Tell whether it was refused, or names a new row that was: here it would lose the mention."""
    return standing.is_refused(table.name, row.id) or any(
        standing.is_missing(parent, row.values[name])
        for name, parent in table.names.items()
        if row.values.get(name) is not None
    )


def refuse(
    turn: Turn, table: SyncedTable, row: Sent, present: Record | None, standing: Standing
) -> None:
    """Refuse a row, and the deletion of what it is being moved away from: it would go with that."""
    standing.note("refused", table.name, row.id)
    if present is None:
        return
    for name in taken_along_by(table.table):
        parent, id_ = references_of(table.table)[name].name, present[name]
        sent = turn.sent.get(parent)
        if sent and id_ in sent.deleted and row.values.get(name, id_) != id_:
            standing.note("refused", parent, id_)


def _can_be_made(table: SyncedTable, row: Sent) -> bool:
    verbs = table.verbs
    if verbs is None:
        return True
    return can_be(verbs.creation, verbs.as_created(row.values), table.fields_of(table.words))


def _that_wait(
    rows: Sequence[tuple[SyncedTable, Sent]], standing: Standing
) -> list[tuple[SyncedTable, Sent]]:
    return [
        (table, row)
        for table, row in rows
        if not standing.is_refused(table.name, row.id) and has_to_stay(table, row, standing)
    ]
