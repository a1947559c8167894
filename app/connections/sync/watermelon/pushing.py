"""A push, from the changes object to rows and the answer."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.connections.sync import applying
from app.connections.sync.shapes import Sent, SentTable, SyncedTable, Turn
from app.connections.sync.tables import TABLES
from app.connections.sync.watermelon.raw_values import id_of, row_of
from app.core.database import Db
from app.core.errors import refuse
from app.core.owners import Owner

LISTS = ("created", "updated", "deleted")
EMPTY: Mapping[str, list[Any]] = {each: [] for each in LISTS}
LONGEST_NAME = 200
"""Of ids and tables that are not ours: WatermelonDB's own ids have 16 characters."""


async def push(
    db: Db, owner: Owner, changes: Mapping[str, Any], base: int, *, now: datetime
) -> dict[str, Any]:
    """Apply a push; tell which rows can't be made valid.

    Raises:
        Invalid: it is no changes object, or holds ids or names of tables that can't be any.
        SyncConflict: some of its rows were changed elsewhere.
    """
    rejected = dict(_of_unknown_tables(changes))
    sent = {}
    for name, table in TABLES.items():
        if name in changes:
            lists = _lists(name, changes[name])
            sent[name] = _sent(table, lists)
            rejected[name] = list(_without_id_of_ours(lists))
    refused = await applying.apply(Turn(db, owner, now, sent), TABLES, base)
    for name, ids in refused.items():
        rejected[name] += map(str, ids)
    return {"experimentalRejectedIds": {name: ids for name, ids in rejected.items() if ids}}


def _of_unknown_tables(changes: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """List the rows of tables that only a newer service has: kept nowhere, they are not synced."""
    for name, given in changes.items():
        if name in TABLES or not isinstance(given, dict):
            continue
        lists = {each: given[each] for each in LISTS if isinstance(given.get(each), list)}
        ids = dict.fromkeys(_echoed(raw["id"]) for raw in _rows({**EMPTY, **lists}))
        yield _echoed(name), list(ids)


def _lists(name: str, given: Any) -> dict[str, list[Any]]:  # noqa: ANN401
    if not isinstance(given, dict):
        refuse(f"/{name}", "not an object with created, updated and deleted")
    lists = {each: [] if given.get(each) is None else given[each] for each in LISTS}
    for each, rows in lists.items():
        if not isinstance(rows, list):
            refuse(f"/{name}/{each}", "not a list")
    return lists


def _sent(table: SyncedTable, lists: Mapping[str, list[Any]]) -> SentTable:
    deleted = frozenset(_ids(lists["deleted"]))
    rows: dict[UUID, Sent] = {}
    for raw in _rows(lists):
        for id_ in _ids([raw["id"]]):
            if id_ not in deleted:
                rows[id_] = row_of(table, raw, id_)
    return SentTable(rows, deleted)


def _rows(lists: Mapping[str, list[Any]]) -> Iterator[Mapping[str, Any]]:
    for raw in (*lists["created"], *lists["updated"]):
        if isinstance(raw, dict) and isinstance(raw.get("id"), str):
            yield raw


def _ids(given: Iterable[Any]) -> Iterator[UUID]:
    for each in given:
        try:
            yield id_of(each)
        except ValueError:
            continue


def _without_id_of_ours(lists: Mapping[str, list[Any]]) -> Iterator[str]:
    """List the rows whose ids are no UUIDs: nothing here can be called so."""
    for raw in _rows(lists):
        if not list(_ids([raw["id"]])):
            yield _echoed(raw["id"])


def _echoed(name: str) -> str:
    """Write an id or a table that is not ours so that an answer can hold it."""
    if len(name) > LONGEST_NAME:
        refuse("", f"an id or the name of a table has more than {LONGEST_NAME} characters")
    return name.encode("utf-8", "replace").decode()
