"""Daylio's CSV as check-ins: a row a mood."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.connections.formats.daylio.activity_names import sorted_out
from app.connections.formats.daylio.moments import day_of, time_of
from app.connections.formats.daylio.mood_names import folded, valences
from app.connections.formats.imports.csv_records import CsvRecords
from app.connections.formats.imports.shapes import Item, Unread, Unreadable

KNOWN = ("full_date", "year", "date", "time", "mood", "activities", "note_title", "note")
NEEDED = ({"full_date", "year"}, {"date", "full_date"}, {"mood"}, {"time"})
LONGEST_NOTE = 2_000
"""Longer ones become an entry of the journal that belongs to the mood."""
NO_HEADER, EMPTY = "no_daylio_header", "empty"

Cells = Mapping[str, str]


class DaylioReader:
    """Reads rows by the names in the first line: eight columns today, seven in older files.

    `named` makes an id out of what a row says, the same each time.
    """

    def __init__(
        self, time_zone: str, own_moods: Mapping[str, float], named: Callable[[str], UUID]
    ) -> None:
        self._named = named
        self._records = CsvRecords()
        self._zone = ZoneInfo(time_zone)
        self._valences = valences(own_moods)
        self._columns: Sequence[str] | None = None

    def feed(self, piece: bytes) -> Iterator[Item | Unread]:
        yield from self._rows(self._records.feed(piece))

    def end(self) -> Iterator[Item | Unread]:
        yield from self._rows(self._records.feed(b"", is_last=True))
        if self._columns is None:
            raise Unreadable(EMPTY)

    def _rows(
        self, records: Iterable[tuple[int, Sequence[str]] | Unread]
    ) -> Iterator[Item | Unread]:
        for record in records:
            if self._columns is None:
                self._columns = _header(record)
            elif isinstance(record, Unread):
                yield record
            elif any(record[1]):
                yield from self._row(*record)

    def _row(self, line: int, cells: Sequence[str]) -> Iterator[Item | Unread]:
        cell_of = dict(zip(self._columns or (), cells, strict=False))
        row = {name: cell_of.get(name, "") for name in KNOWN}
        valence = self._valences.get(folded(row["mood"]))
        if valence is None:
            yield Unread(line, "unknown_mood")
            return
        try:
            moment = {"occurred_at": self._moment(row), "time_zone": self._zone.key}
        except ValueError:
            yield Unread(line, "no_date_or_time")
            return
        associations, labels, more = sorted_out(row["activities"])
        note = _note(row, more)
        said = json.dumps(list(row.values()))
        mood: dict[str, Any] = {
            "id": self._named(said),
            "kind": "momentaryEmotion",
            "valence": valence,
            "associations": associations,
            "custom_labels": labels,
        }
        if len(note) <= LONGEST_NOTE:
            yield Item(line, "moods", mood | moment | {"note": note or None})
            return
        yield Item(line, "moods", mood | moment)
        entry = {"id": self._named("journal" + said), "body": note, "focus": "self"}
        yield Item(line, "journal_entries", entry | moment | {"mood_id": mood["id"]})

    def _moment(self, row: Cells) -> datetime:
        day = day_of(row["full_date"], row["year"], row["date"])
        return datetime.combine(day, time_of(row["time"]), self._zone)


def _header(record: tuple[int, Sequence[str]] | Unread) -> Sequence[str]:
    names = [] if isinstance(record, Unread) else [each.strip().casefold() for each in record[1]]
    if not all(needed & set(names) for needed in NEEDED):
        raise Unreadable(NO_HEADER, 1)
    return names


def _note(row: Cells, more: str) -> str:
    """Put the title on a line of its own before the note, and after it what is no label."""
    parts = (row["note_title"].strip(), row["note"].strip().replace("<br>", "\n"), more)
    return "\n".join(part for part in parts if part)
