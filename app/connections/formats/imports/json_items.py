"""Objects of lists within a JSON document, out of a stream of bytes, one at a time."""

from codecs import BOM_UTF8
from collections.abc import Generator, Iterator, Mapping
from typing import Any, cast

import ijson

from app.connections.formats.imports.shapes import Unreadable

LONGEST = 1 << 20
"""Bytes between the ends of two objects."""
DEEPEST = 32
STEP = 1 << 16
TOO_DEEP, TOO_LONG, NOT_JSON = "too_deep", "record_too_long", "not_json"
OPENING, CLOSING = {"start_map", "start_array"}, {"end_map", "end_array"}


class JsonItems:
    """What is whole so far: an object of a list, with the path of the list; and lone values.

    Lone values are those at the document's own level, such as `format`.
    """

    def __init__(self) -> None:
        self._found: list[tuple[str, Any]] = []
        self._since = 0
        self.has_list = False
        self._sink = self._gathered()
        next(self._sink)
        self._parser = ijson.parse_coro(self._sink, use_float=True)
        self._has_begun = False

    def feed(self, piece: bytes) -> Iterator[tuple[str, Any]]:
        """Take a piece.

        Raises:
            Unreadable: it is no JSON, nested too deeply, or holds an object that is too long;
                what came before that was given.
        """
        if not self._has_begun:
            self._has_begun, piece = bool(piece), piece.removeprefix(BOM_UTF8)
        for start in range(0, len(piece), STEP):
            step = piece[start : start + STEP]
            self._since += len(step)
            failure = self._sent(step)
            if self._found:
                found, self._found, self._since = self._found, [], 0
                yield from found
            if failure is not None:
                raise failure
            if self._since > LONGEST:
                raise Unreadable(TOO_LONG)

    def end(self) -> Iterator[tuple[str, Any]]:
        """Take the end; raises as `feed`."""
        try:
            self._parser.close()
        except (ijson.JSONError, UnicodeDecodeError, ValueError) as error:
            raise Unreadable(NOT_JSON) from error
        yield from self._found

    def _sent(self, step: bytes) -> Unreadable | None:
        """Send a step to the parser; give why it can't be read to its end, if so."""
        try:
            self._parser.send(step)
        except Unreadable as failure:
            return failure
        except (ijson.JSONError, UnicodeDecodeError, ValueError, StopIteration):
            return Unreadable(NOT_JSON)
        return None

    def _gathered(self) -> Generator[None, tuple[str, str, Any], None]:
        """Gather the parser's events into objects."""
        depth = 0
        while True:
            prefix, event, value = yield
            if event == "start_map" and (prefix == "item" or prefix.endswith(".item")):
                path = prefix.removesuffix("item").rstrip(".")
                built = yield from _object(depth)
                self._found.append((path, built))  # looked up now: `feed` has begun another list
                continue
            self.has_list |= event == "start_array"
            depth += (event in OPENING) - (event in CLOSING)
            if depth > DEEPEST:
                raise Unreadable(TOO_DEEP)
            if depth == 1 and event not in OPENING | CLOSING | {"map_key"}:
                self._found.append((prefix, value))


def _object(depth: int) -> Generator[None, tuple[str, str, Any], Mapping[str, Any]]:
    """Build the object whose beginning was just seen."""
    builder = ijson.ObjectBuilder()
    builder.event("start_map", None)
    inner = 1
    while inner:
        _, event, value = yield
        builder.event(event, value)
        inner += (event in OPENING) - (event in CLOSING)
        if depth + inner > DEEPEST:
            raise Unreadable(TOO_DEEP)
    return cast("Mapping[str, Any]", builder.value)
