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

    def feed(
        self, piece: bytes, *, is_last: bool = False
    ) -> Iterator[tuple[int, Sequence[str]] | Unread]:
        """Take a piece.

        Raises:
            Unreadable: it is not UTF-8.
        """
        yield from self._split(self._decoded(piece, is_last=is_last), is_last=is_last)
        yield from self._records()
        while is_last and self._open:
            yield self._given_up()
            yield from self._records()

    def _decoded(self, piece: bytes, *, is_last: bool) -> str:
        try:
            return self._decoder.decode(piece, final=is_last)
        except UnicodeDecodeError as error:
            raise Unreadable(NOT_UTF_8, self._number + 1) from error

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

    def _records(self) -> Iterator[tuple[int, Sequence[str]] | Unread]:
        """Join lines until quotes are even; who never closes one is given up, alone."""
        is_open = sum(line.count('"') for _, line in self._open) % 2 == 1
        while self._lines:
            number, line = self._lines.popleft()
            self._open.append((number, line))
            self._open_length += len(line)
            is_open ^= line.count('"') % 2 == 1
            if not is_open:
                yield self._parsed()
            elif self._open_length > LONGEST:
                yield self._given_up()
                is_open = False

    def _given_up(self) -> Unread:
        """Refuse the first open line, and read those after it once more."""
        (number, _), *others = self._open
        self._lines.extendleft(reversed(others))
        self._open, self._open_length = [], 0
        return Unread(number, "open_quote")

    def _parsed(self) -> tuple[int, Sequence[str]] | Unread:
        number, lines = self._open[0][0], [line for _, line in self._open]
        self._open, self._open_length = [], 0
        try:
            return number, next(csv.reader(lines, strict=True))
        except csv.Error:
            return Unread(number, "not_csv")
