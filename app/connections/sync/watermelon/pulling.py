"""A pull, from the protocol's parameters to the changes object."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ValidationError

from app.connections.sync import changes
from app.connections.sync.change_queries import FOR_EVER, FROM_START
from app.connections.sync.changes import Asked, Change, Page
from app.connections.sync.shapes import SyncedTable
from app.connections.sync.tables import SCHEMA_VERSION, TABLES, known_to
from app.connections.sync.watermelon import cursors
from app.connections.sync.watermelon.parameters import NULL, Parameters, since_of
from app.connections.sync.watermelon.raw_values import raw_of
from app.core.database import Db
from app.core.errors import refuse
from app.core.owners import Owner

Answer = dict[str, Any]


class NewColumns(BaseModel):
    table: str
    columns: list[str]


class Migration(BaseModel):
    """What a client's schema has that it had not before."""

    tables: list[str] = []
    columns: list[NewColumns] = []


async def pull(
    db: Db,
    owner: Owner,
    asked: Parameters,
    tables: Mapping[str, SyncedTable] = TABLES,
    *,
    now: datetime,
) -> Answer:
    """Give what has changed for this device, one page of it.

    Raises:
        Invalid: a parameter is not what the protocol has.
        BadCursor: the cursor is not one of this pull.
    """
    version = SCHEMA_VERSION if asked.schema_version is None else asked.schema_version
    known = known_to(version, tables.values())
    page = await changes.read(db, owner, _asked(owner, asked, known), now=now)
    following = page.next and cursors.write(owner, asked.pull, page.until, page.next)
    return {"changes": _split(page, known), "timestamp": page.until, "next": following}


def _asked(owner: Owner, asked: Parameters, tables: Mapping[str, SyncedTable]) -> Asked:
    migration = _migration(asked.migration)
    until, start = FOR_EVER, FROM_START
    if asked.cursor is not None:
        until, start = cursors.read(owner, asked.pull, asked.cursor)
    return Asked(
        tables=tables,
        since=since_of(asked.last_pulled_at, owner.revision),
        size=asked.limit,
        new_tables=frozenset(migration.tables) & tables.keys(),
        new_columns=dict(_new_columns(migration, tables)),
        until=until,
        start=start,
    )


def _migration(text: str | None) -> Migration:
    if text is None or text in NULL:
        return Migration()
    try:
        return Migration.model_validate_json(text)
    except ValidationError:
        refuse("?migration", "not of the form {from, tables: [name], columns: [{table, columns}]}")


def _new_columns(
    migration: Migration, tables: Mapping[str, SyncedTable]
) -> Mapping[str, Sequence[str]]:
    found = {}
    for each in migration.columns:
        if each.table in tables:
            names = {column.name for column in tables[each.table].columns}
            found[each.table] = sorted(names & set(each.columns))
    return {table: names for table, names in found.items() if names}


def _split(page: Page, tables: Mapping[str, SyncedTable]) -> Answer:
    """Sort into created, updated and deleted, as the protocol has it."""
    split: Answer = {}
    for each in page.changes:
        of_table = split.setdefault(each.table, {"created": [], "updated": [], "deleted": []})
        if each.row is None:
            of_table["deleted"].append(str(each.id))
        else:
            of_table[_kind(each)].append(raw_of(tables[each.table], each.id, each.row))
    return split


def _kind(change: Change) -> str:
    return "created" if change.is_new else "updated"
