"""What readers of files give: rows, and whatever they could not read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


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

    def feed(self, piece: bytes) -> Sequence[Item | Unread]: ...
    def end(self) -> Sequence[Item | Unread]:
        """Give what is left.

        Raises:
            Unreadable: as `feed`; or the file ends too early.
        """
        ...
