"""Our own export as rows for its tables."""

from collections.abc import Iterable, Iterator
from typing import Any

from app.connections.formats.exports.own_file import FORMAT, VERSION
from app.connections.formats.imports.json_items import JsonItems
from app.connections.formats.imports.shapes import Item, Unread, Unreadable

TABLES = "tables."
NOT_OURS = "not_an_export_of_ours"
WANTED = {"format": FORMAT, "version": VERSION}


class OwnReader:
    """Reads rows in the order of the file; its head says that it is ours."""

    def __init__(self) -> None:
        self._items = JsonItems()
        self._head: dict[str, Any] = {}
        self._read = 0

    def feed(self, piece: bytes) -> Iterator[Item | Unread]:
        yield from self._rows(self._items.feed(piece))

    def end(self) -> Iterator[Item | Unread]:
        yield from self._rows(self._items.end())
        self._check_head()

    def _rows(self, found: Iterable[tuple[str, Any]]) -> Iterator[Item | Unread]:
        for path, value in found:
            if path in WANTED:
                self._head[path] = value
            elif path.startswith(TABLES):
                self._check_head()
                self._read += 1
                yield Item(self._read, path.removeprefix(TABLES), value)

    def _check_head(self) -> None:
        if self._head != WANTED:
            raise Unreadable(NOT_OURS)
