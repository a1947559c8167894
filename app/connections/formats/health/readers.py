"""What health stores give as JSON: a list of samples, bare or within an object."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from app.connections.formats.health.mindfulness import details_of, log_of
from app.connections.formats.health.state_of_mind import mood_of
from app.connections.formats.imports.json_items import JsonItems
from app.connections.formats.imports.shapes import Item, Unread, Unreadable

Fields = Callable[[Mapping[str, Any]], Mapping[str, Any]]
NO_LIST = "no_list_of_samples"
NOT_READABLE = (ValueError, TypeError, KeyError, OverflowError, AttributeError)


class SampleReader:
    """Reads objects of a list, and makes each the fields of a row."""

    def __init__(self, table: str, list_name: str, fields_of: Fields) -> None:
        self._items = JsonItems()
        self._list_name = list_name
        self._table = table
        self._fields_of = fields_of
        self._read = 0

    def feed(self, piece: bytes) -> Iterator[Item | Unread]:
        yield from self._rows(self._items.feed(piece))

    def end(self) -> Iterator[Item | Unread]:
        yield from self._rows(self._items.end())
        if not self._read and not self._items.has_list:
            raise Unreadable(NO_LIST)

    def _rows(self, found: Iterable[tuple[str, Any]]) -> Iterator[Item | Unread]:
        for path, value in found:
            if self._is_sample(path, value):
                self._read += 1
                yield self._row(value)

    def _is_sample(self, path: str, value: Any) -> bool:  # noqa: ANN401
        """Tell whether it is of a list at the root, or of the one with the samples' name."""
        if not isinstance(value, Mapping):
            return path == "item"
        return not path or path.rpartition(".")[2] in {self._list_name, "data"}

    def _row(self, sample: Any) -> Item | Unread:  # noqa: ANN401
        try:
            fields = self._fields_of(sample)
        except NOT_READABLE:
            return Unread(self._read, "no_sample", self._table)
        return Item(self._read, self._table, dict(fields) | {"sample": sample})


def state_of_mind_reader() -> SampleReader:
    return SampleReader("moods", "stateOfMind", mood_of)


def mindfulness_reader(own_zone: str) -> SampleReader:
    def fields_of(session: Mapping[str, Any]) -> Mapping[str, Any]:
        fields = log_of(session, own_zone)
        return fields | {"details": details_of(session, fields["time_zone"])}

    return SampleReader("activity_logs", "records", fields_of)
