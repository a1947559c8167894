"""What a table is to sync, whatever protocol a phone speaks."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import Table

from app.core.database import Db
from app.core.owners import Owner
from app.core.references import references_of
from app.core.sealing import encrypted_columns
from app.core.tables import Record, Synced, table_of

Kind = Literal["text", "id", "moment", "date", "time", "json", "number", "boolean"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column that phones see, by its name in the table.

    One that is `read_only` is the server's word; what a phone says there is never written.
    """

    name: str
    kind: Kind
    since: int = 1
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A row as a phone sent it; `is_odd` if some of it could not even be read.

    With `has_unread_words`, somebody's own words were among that.
    """

    id: UUID
    values: Record
    is_odd: bool = False
    has_unread_words: bool = False


@dataclass(frozen=True, slots=True)
class SentTable:
    """What a phone sent of one table: no id twice."""

    rows: Mapping[UUID, Sent]
    deleted: frozenset[UUID]

    @property
    def ids(self) -> frozenset[UUID]:
        return self.deleted | self.rows.keys()


class Superseded(Exception):
    """Another row says the same already; the device shall let go of its own."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A push on its way: who writes, when, and all that was sent."""

    db: Db
    owner: Owner
    now: datetime
    sent: Mapping[str, SentTable]


@dataclass(frozen=True, slots=True)
class Verbs:
    """How the feature itself writes. Bodies are made of the row by `as_created`, `as_changed`.

    `parts` names the field of the bodies that a column is a part of, where it is no field itself.
    `settle` does what is a resource of its own in the API, such as an ending. `updates_last` is
    for a table whose changes name rows of tables that come after it. `after_creates` does once
    for many new rows what would else be done for each.
    """

    creation: type[BaseModel]
    create: Callable[[Turn, Any, Record], Awaitable[object]]
    delete: Callable[[Turn, Record], Awaitable[object]] | None
    change: type[BaseModel] | None = None
    update: Callable[[Turn, Record, Any], Awaitable[object]] | None = None
    as_created: Callable[[Record], Record] = dict
    as_changed: Callable[[Record, Record], Record] = field(default=lambda _present, new: new)
    parts: Mapping[str, str] = field(default_factory=dict)
    settle: Callable[[Turn, Record, Record], Awaitable[object]] | None = None
    updates_last: bool = False
    after_creates: Callable[[Turn, Sequence[Sent]], Awaitable[object]] | None = None


@dataclass(frozen=True)
class SyncedTable:
    """A table that phones have a copy of; without `verbs` it only goes from here to them.

    Deleting a row that `takes_others_along` deletes rows that a phone can move to another one:
    it is deleted last. `needs` are references without which a row would say something else,
    `mentions` are ids of rows of other tables that need not be there.
    `shown` is what a record looks like at a moment, where that is not plain.
    """

    model: type[Synced]
    columns: Sequence[Column]
    verbs: Verbs | None
    since: int = 1
    takes_others_along: bool = False
    needs: frozenset[str] = frozenset()
    mentions: Mapping[str, str] = field(default_factory=dict)
    shown: Callable[[Record, datetime], Record] = field(default=lambda record, _now: record)

    @property
    def name(self) -> str:
        name: str = self.model.__tablename__
        return name

    @cached_property
    def table(self) -> Table:
        return table_of(self.model)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The columns that name other rows, each with the table of those."""
        parents = {name: parent.name for name, parent in references_of(self.table).items()}
        return {**parents, **self.mentions}

    @cached_property
    def writable(self) -> frozenset[str]:
        return frozenset(each.name for each in self.columns if not each.read_only)

    @cached_property
    def words(self) -> frozenset[str]:
        """The columns of the user's own words: those that are kept encrypted."""
        return self.writable.intersection(encrypted_columns(self.table))

    def fields_of(self, columns: Collection[str]) -> frozenset[str]:
        """Name the fields of the bodies that these columns are in."""
        parts = self.verbs.parts if self.verbs else {}
        return frozenset(parts.get(name, name) for name in columns)
