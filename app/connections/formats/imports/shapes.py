"""What readers of files give: rows, and whatever they could not read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from app.connections.formats.imports.reports import Report
from app.core.database import Db
from app.core.owners import Owner
from app.core.tables import Owned, Record


@dataclass(frozen=True, slots=True)
class Item:
    """A row for a table; `place` is its line or its number in the file, from 1."""

    place: int
    table: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that can't be taken; `reason` is a code and a place in it, never what it said."""

    place: int
    reason: str
    table: str | None = None


class Unreadable(Exception):
    """The file can't be read on: `reason` says why, `place` where."""

    def __init__(self, reason: str, place: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place


class Reader(Protocol):
    """Takes a file piece by piece and gives what is whole so far, in bounded memory."""

    def feed(self, piece: bytes) -> Iterator[Item | Unread]: ...
    def end(self) -> Iterator[Item | Unread]:
        """Give what is left.

        Raises:
            Unreadable: as `feed`; or the file ends too early.
        """
        ...


Along = tuple[type[Owned], Record]
"""A row that is written with another one."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A row as it will be kept, its free text still open, and what goes with it."""

    place: int
    table: str
    model: type[Owned]
    row: Record
    along: Sequence[Along] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A contact event that came of an urge."""

    place: int
    table: str
    id: UUID
    urge_id: UUID


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row of a table that no import writes."""

    place: int
    table: str


Row = Prepared | Link | LeftOut | Unread


@dataclass(frozen=True, slots=True)
class Batch:
    """Where rows are written, and where it is noted what became of them."""

    db: Db
    owner: Owner
    report: Report
    dry_run: bool
    now: datetime
