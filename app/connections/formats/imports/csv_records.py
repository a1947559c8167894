"""Comma-separated values (RFC 4180) out of a stream of bytes, a record at a time."""

import csv
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Iterator, Sequence

from app.connections.formats.imports.shapes import Unread, Unreadable

LONGEST = 1 << 20
"""Characters of a record; an open quote would else swallow the rest of the file."""

NOT_UTF_8 = "not_utf_8"
Line = tuple[int, str]
Record = tuple[int, Sequence[str]]


class CsvRecords:
    """What is whole so far: the cells of a record with the number of its first line."""

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8-sig")()
        self._rest = ""
        self._is_skipping = False
        self._number = 0
        self._lines: deque[Line] = deque()
        self._open: list[Line] = []
        self._open_length = 0

    def feed(self, piece: bytes, *, is_last: bool = False) -> Iterator[Record | Unread]:
        """Take a piece.

        Raises:
            Unreadable: it is not UTF-8; the records before that were given.
        """
        try:
            text = self._decoder.decode(piece, final=is_last)
        except UnicodeDecodeError as error:
            yield from self._split(error.object[: error.start].decode(), is_last=False)
            yield from self._last_records()
            raise Unreadable(NOT_UTF_8, self._number + 1) from error
        yield from self._split(text, is_last=is_last)
        yield from self._last_records() if is_last else self._records()

    def _split(self, text: str, *, is_last: bool) -> Iterator[Unread]:
        *lines, self._rest = (self._rest + text).split("\n")
        if is_last and self._rest:
            lines.append(self._rest)
        for line in lines:
            self._number += 1
            if self._is_skipping or len(line) > LONGEST:
                self._is_skipping = False
                yield Unread(self._number, "record_too_long")
            else:
                self._lines.append((self._number, line + "\n"))
        if len(self._rest) > LONGEST:
            self._is_skipping, self._rest = True, ""

    def _last_records(self) -> Iterator[Record | Unread]:
        yield from self._records()
        while self._open:
            yield self._taken("open_quote")
            yield from self._records()

    def _records(self) -> Iterator[Record | Unread]:
        """Join lines until quotes are even; who never closes one is given up, alone."""
        is_open = sum(line.count('"') for _, line in self._open) % 2 == 1
        while self._lines:
            number, line = self._lines.popleft()
            self._open.append((number, line))
            self._open_length += len(line)
            is_open ^= line.count('"') % 2 == 1
            if not is_open:
                yield self._taken("not_csv")
            elif self._open_length > LONGEST:
                yield self._taken("open_quote")
                is_open = False

    def _taken(self, flaw: str) -> Record | Unread:
        """Take the first record, or refuse its first line; what is open behind it waits again.

        A quote within a bare cell opens nothing, though it is counted above.
        """
        number = self._open[0][0]
        reader = csv.reader([line for _, line in self._open], strict=True)
        found: Record | Unread
        try:
            found, end = (number, next(reader)), reader.line_num
        except csv.Error:
            found, end = Unread(number, flaw), 1
        self._lines.extendleft(reversed(self._open[end:]))
        self._open, self._open_length = [], 0
        return found
