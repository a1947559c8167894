"""A phone with a WatermelonDB-like store, in plain Python: rows with a status and changed columns.

It merges as WatermelonDB 0.28 does (`sync/impl`): what the server sends replaces a row, but for
the columns that were changed here since they were last pushed; a row deleted here stays deleted.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

Value = str | int | float | bool | None
Raw = dict[str, Value]
Changes = dict[str, dict[str, list[Any]]]
"""A table's `created` and `updated` raws and `deleted` ids."""
Place = tuple[str, str]
"""A table and an id."""
MOST_CHARACTERS = 2_000
"""No text may have more."""


@dataclass(frozen=True)
class Row:
    """`is_met`: made here, and merged since with what the server has of it."""

    raw: Mapping[str, Value]
    status: Literal["synced", "created", "updated", "deleted"]
    changed: frozenset[str] = frozenset()
    is_met: bool = False

    def meant(self) -> frozenset[str]:
        """Give the columns that a push of this row means to set; the others are carried along."""
        is_new = self.status == "created" and not self.is_met
        return frozenset(self.raw.keys() - {"id"}) if is_new else self.changed


@dataclass
class Push:
    """A request as it was captured, with what the device had when it made it.

    `edits` are the columns that it means to change, each with the number of the device's edit:
    what is merely carried along, since rows are sent whole, is not among them.
    """

    device: "Device"
    last_pulled_at: int
    changes: Changes
    rows: dict[Place, Row]
    edits: dict[Place, dict[str, int]]
    deletions: dict[Place, int]
    left: int
    is_applied: bool = False


@dataclass
class Device:
    """What one device holds, and how wrong its clock is."""

    name: str
    clock_error: timedelta
    time_zone: str
    pulled_at: int | None = None
    rows: dict[Place, Row] = field(default_factory=dict)
    edited: dict[Place, dict[str, int]] = field(default_factory=dict)
    count: int = 0

    def now(self, true: datetime) -> datetime:
        return true + self.clock_error

    def shown(self) -> dict[Place, Raw]:
        """Give the rows that its user sees."""
        return {place: dict(row.raw) for place, row in self.rows.items() if row.status != "deleted"}

    def of(self, table: str) -> list[str]:
        return sorted(
            place[1]
            for place, row in self.rows.items()
            if place[0] == table and row.status != "deleted"
        )

    def is_dirty(self) -> bool:
        return any(row.status != "synced" for row in self.rows.values())

    def unsaid(self) -> dict[Place, Raw]:
        """Give the columns that were changed here and not pushed yet."""
        return {
            place: {name: row.raw[name] for name in row.changed}
            for place, row in self.rows.items()
            if row.status in {"created", "updated"}
        }

    def create(self, table: str, raw: Raw) -> None:
        place = table, str(raw["id"])
        self.rows[place] = Row(raw, "created")
        self._count(place, raw.keys() - {"id"})

    def edit(self, place: Place, changes: Raw) -> None:
        row = self.rows[place]
        changes = {name: value for name, value in changes.items() if row.raw[name] != value}
        if changes:
            self.rows[place] = replace(
                row,
                raw={**row.raw, **changes},
                status="created" if row.status == "created" else "updated",
                changed=row.changed | changes.keys(),
            )
            self._count(place, changes.keys())

    def delete(self, place: Place) -> None:
        self.rows[place] = replace(self.rows[place], status="deleted")
        self._count(place, {"id"})

    def capture(self, deliveries: int) -> Push:
        """Make the request that sends everything that is not synced yet."""
        assert self.pulled_at is not None
        rows = {place: row for place, row in self.rows.items() if row.status != "synced"}
        changes: Changes = {}
        for (table, id_), row in rows.items():
            of_table = changes.setdefault(table, {"created": [], "updated": [], "deleted": []})
            of_table[row.status].append(id_ if row.status == "deleted" else _spoken(row))
        return Push(
            device=self,
            last_pulled_at=self.pulled_at,
            changes=changes,
            rows=rows,
            edits={
                place: {name: self.edited[place][name] for name in row.meant()}
                for place, row in rows.items()
                if row.status != "deleted"
            },
            deletions={
                place: self.edited[place]["id"]
                for place, row in rows.items()
                if row.status == "deleted"
            },
            left=deliveries,
        )

    def hear(self, push: Push, rejected: Collection[Place]) -> None:
        """Take a push as done: rows that have not been changed since are synced now.

        Of what was rejected, too long words are shortened, as by somebody whom the app has told.
        What only waits for such a row is kept, and the rest is let go of.
        """
        for place, row in push.rows.items():
            if place not in self.rows:
                continue
            if place in rejected and may_wait(place, row, rejected):
                self._shorten(place)
            elif row.status == "deleted" or place in rejected:
                del self.rows[place]
            elif self.rows[place] == row:
                self.rows[place] = Row(row.raw, "synced")

    def take(self, changes: Changes, timestamp: int) -> None:
        """Apply everything of one pull, and remember how far it went."""
        for table, of_table in changes.items():
            for raw in of_table["created"]:
                self._bring((table, raw["id"]))
            for raw in (*of_table["created"], *of_table["updated"]):
                self._merge((table, raw["id"]), raw)
            for id_ in of_table["deleted"]:
                self.rows.pop((table, id_), None)
        self.pulled_at = timestamp

    def forget(self) -> None:
        """Begin anew, as after an installation of the app."""
        self.rows.clear()
        self.pulled_at = None

    def _bring(self, place: Place) -> None:
        """Let a deletion go: what comes as created is brought back (a weakness of the client)."""
        if place in self.rows and self.rows[place].status == "deleted":
            del self.rows[place]

    def _merge(self, place: Place, raw: Raw) -> None:
        row = self.rows.get(place)
        if row is None or row.status == "synced":
            self.rows[place] = Row(raw, "synced")
        elif row.status != "deleted":
            own = {name: row.raw[name] for name in row.changed}
            self.rows[place] = replace(row, raw={**row.raw, **raw, **own}, is_met=True)

    def _shorten(self, place: Place) -> None:
        row = self.rows[place]
        if row.status != "deleted":
            self.edit(place, dict.fromkeys(too_long(row.raw), "short"))

    def _count(self, place: Place, names: Iterable[str]) -> None:
        self.count += 1
        self.edited.setdefault(place, {}).update(dict.fromkeys(names, self.count))


def too_long(raw: Mapping[str, Value]) -> Raw:
    """Give the texts that the service can't take."""
    return {
        name: value
        for name, value in raw.items()
        if isinstance(value, str) and len(value) > MOST_CHARACTERS
    }


def may_wait(place: Place, row: Row, rejected: Collection[Place]) -> bool:
    """Tell whether a row was rejected for its words, or for what hangs on a row that was."""
    others = {id_ for _, id_ in rejected} - {place[1]}
    names_other = any(value in others for name, value in row.raw.items() if name.endswith("_id"))
    return bool(row.status == "deleted" or too_long(row.raw) or names_other)


def _spoken(row: Row) -> Raw:
    """Give a row as the client's library sends it, with its own bookkeeping."""
    return {**row.raw, "_status": row.status, "_changed": ",".join(sorted(row.changed))}
