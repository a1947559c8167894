"""What has changed for a device since a revision, in pages of one state of the data."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from app.connections.sync import change_queries, queries
from app.connections.sync.shapes import SyncedTable
from app.core.database import Db
from app.core.owners import Owner
from app.core.sealing import opened
from app.core.tables import Record

Start = tuple[int, str, UUID]
"""The place of a table, its name, and an id: the order in which changes are told."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a device asks for. `until` and `start` are those that an earlier page gave.

    Of `new_tables` it wants every row, and every row in which one of `new_columns` is set.
    """

    tables: Mapping[str, SyncedTable]
    since: int
    size: int
    until: int = change_queries.FOR_EVER
    start: Start = change_queries.FROM_START
    new_tables: frozenset[str] = frozenset()
    new_columns: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A row as it is now, or None if it is gone; `is_new` if the device never had it."""

    table: str
    id: UUID
    row: Record | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class Page:
    until: int
    changes: Sequence[Change]
    next: Start | None


async def read(db: Db, owner: Owner, asked: Asked, *, now: datetime) -> Page:
    """Read a page within a snapshot; `now` only says how records look that end by themselves."""
    found = await _keys(db, owner, asked)
    head = found[0]
    keys = [row for row in found if row.id is not None]
    following = keys[asked.size] if len(keys) > asked.size else None
    told = [row for row in keys[: asked.size] if not _is_known(row, asked)]
    loaded = await _rows(db, owner, asked, told, now)
    until = min(asked.until, head.until)
    if asked.start == change_queries.FROM_START and (head.pulled_to or asked.since) < asked.since:
        await _note(db, owner, asked.since)
    return Page(
        until=until,
        changes=list(_changes(told, loaded, asked)),
        next=following and (following.place, following.table_name, following.id),
    )


def plain(table: SyncedTable, record: Record) -> Record:
    """Give the values that phones see: lists that are kept as one sealed text are lists again."""
    return {each.name: _plain(record[each.name], each.kind) for each in table.columns}


async def _keys(db: Db, owner: Owner, asked: Asked) -> list[Row[Any]]:
    tables = [each.table for each in asked.tables.values()]
    if asked.new_tables or asked.new_columns:
        statement = change_queries.changed_or_new(tables, asked.new_tables, asked.new_columns)
    else:
        statement = change_queries.changed(*tables)
    place, name, first_id = asked.start
    return await db.all(
        statement,
        {
            "owner_id": owner.id,
            "session_id": owner.session_id,
            "since": asked.since,
            "until": asked.until,
            "place": place,
            "name": name,
            "first_id": first_id,
            "size": asked.size + 1,
        },
    )


def _is_known(row: Row[Any], asked: Asked) -> bool:
    """Whether the device sent just this version itself, and still has it."""
    is_asked_anyway = row.revision <= asked.since
    return row.as_sent is True and not is_asked_anyway and not _went_back(row, asked)


def _went_back(row: Row[Any], asked: Asked) -> bool:
    """Whether the device starts anew, or from a backup: what it pushed since, it has no more."""
    return not asked.since or asked.since < (row.pulled_to or 0)


async def _rows(
    db: Db, owner: Owner, asked: Asked, told: Sequence[Row[Any]], now: datetime
) -> dict[tuple[str, UUID], Record]:
    ids: dict[str, list[UUID]] = {}
    for row in told:
        if not row.is_gone:
            ids.setdefault(row.table_name, []).append(row.id)
    loaded = {}
    for name, wanted in ids.items():
        table = asked.tables[name]
        parameters = {"owner_id": owner.id, "ids": wanted}
        for row in await db.all(queries.rows(table.table), parameters):
            record = table.shown(opened(owner, table.model, row), now)
            loaded[name, record["id"]] = plain(table, record)
    return loaded


def _changes(
    told: Sequence[Row[Any]], loaded: Mapping[tuple[str, UUID], Record], asked: Asked
) -> Iterator[Change]:
    for row in told:
        key = (row.table_name, row.id)
        yield Change(*key, loaded.get(key), is_new=not row.is_gone and _is_new(row, asked))


def _is_new(row: Row[Any], asked: Asked) -> bool:
    if row.table_name in asked.new_tables or row.is_deleted_there:
        return True
    is_own = row.made_here and not _went_back(row, asked)
    return row.created_revision > asked.since and not is_own


async def _note(db: Db, owner: Owner, since: int) -> None:
    """Keep how far the device has pulled, after the snapshot, which can't write."""
    await db.commit()
    await db.begin(owner.id)
    await db.execute(queries.pulled_past(owner, since))


def _plain(value: Any, kind: str) -> Any:  # noqa: ANN401
    return json.loads(value) if kind == "json" and isinstance(value, str) else value
