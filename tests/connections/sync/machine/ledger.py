"""What the merge rule of docs/api/sync.md says that the server has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tests.connections.sync.machine.cleaning import cleaned
from tests.connections.sync.machine.device import Place, Push, Raw, Value, may_wait

ORDER = ("people", "streaks", "streak_pauses", "moods", "contact_events", "goals", "activity_logs")
TAKES_ALONG = {"person_id": "people", "streak_id": "streaks"}
CLEARS = {"goal_id": "goals"}
"""Columns that lead to another row, and what happens to a row when that one is deleted."""
REFERENCES = TAKES_ALONG | CLEARS
NEEDED = {"streak_id", "person_id"}
"""A new row that leads to what is gone is gone, too, as it would have been with it."""
REJECTABLE = {"streak_pauses"}
"""Tables with rows that can't be made valid: a pause may not overlap another. Others may wait."""
UNSURE = {
    "streaks": {"started_at", "ended_at", "ended_time_zone", "outcome"},
    "streak_pauses": {"from_on", "until_on"},
}
"""Columns that may be cleaned in ways that take the whole streak to tell."""

Mark = tuple[str, int]
"""Who set a value, and with which of their edits."""


@dataclass
class Ledger:
    """Every accepted edit is put down here; a value has the mark of the edit that set it."""

    rows: dict[Place, dict[str, Value]] = field(default_factory=dict)
    marks: dict[Place, dict[str, Mark]] = field(default_factory=dict)
    gone: set[Place] = field(default_factory=set)
    put: dict[Place, tuple[str, Raw, int]] = field(default_factory=dict)
    """Each row as it was pushed last: by whom, what, and what they had pulled by then."""

    def accept(self, push: Push, rejected: set[Place], now: datetime) -> None:
        """Put down a push that was answered 2xx; only its first arrival may do anything."""
        see_why(push, rejected)
        if push.is_applied:
            return
        push.is_applied = True
        self.gone.update(push.deletions.keys() - self.rows.keys() - rejected)
        for place in sorted(push.edits.keys() - rejected, key=lambda each: ORDER.index(each[0])):
            edits, raw = push.edits[place], push.rows[place].raw
            if self._is_repeated(push, place):
                continue
            self.put[place] = push.device.name, dict(raw), push.last_pulled_at
            values = cleaned({name: raw[name] for name in edits}, self.rows.get(place, {}), now)
            marks = {name: (push.device.name, number) for name, number in edits.items()}
            if place not in self.rows and self._is_orphan(values):
                self.gone.add(place)
            self.write(place, self._known(values), marks)
        for place in push.deletions.keys() - rejected:
            self.delete(place)

    def _is_repeated(self, push: Push, place: Place) -> bool:
        """Tell whether the very same row came before, in a push made on no less."""
        device, raw, last_pulled_at = self.put.get(place, ("", {}, 0))
        is_same = (push.device.name, push.rows[place].raw) == (device, raw)
        return is_same and push.last_pulled_at <= last_pulled_at

    def write(self, place: Place, values: Mapping[str, Value], marks: Mapping[str, Mark]) -> None:
        if place in self.gone:
            return
        row, known = self.rows.setdefault(place, {}), self.marks.setdefault(place, {})
        for name, value in values.items():
            if name in UNSURE.get(place[0], ()):
                continue
            if not _is_older(marks[name], known.get(name)):
                row[name], known[name] = value, marks[name]

    def delete(self, place: Place) -> None:
        self.gone.add(place)
        self.marks.pop(place, None)
        if self.rows.pop(place, None) is None:
            return
        for other, column in self._leading_to(place):
            if column in CLEARS:
                self.rows[other][column] = None
            else:
                self.delete(other)

    def _leading_to(self, place: Place) -> list[tuple[Place, str]]:
        return [
            (other, column)
            for other, row in self.rows.items()
            for column, table in REFERENCES.items()
            if (table, row.get(column)) == place
        ]

    def _is_orphan(self, values: Raw) -> bool:
        return any((REFERENCES[name], values.get(name)) in self.gone for name in NEEDED)

    def _known(self, values: Raw) -> Raw:
        """Clear what leads to a row that is gone."""
        return {
            name: value if (REFERENCES.get(name), value) not in self.gone else None
            for name, value in values.items()
        }

    def of(self, table: str) -> list[str]:
        return sorted(id_ for name, id_ in self.rows if name == table)

    def raws(self, table: str) -> dict[str, Raw]:
        return {place[1]: row for place, row in self.rows.items() if place[0] == table}


def see_why(push: Push, rejected: set[Place]) -> None:
    """See that nothing is rejected but for its table, its words, or what hangs on those."""
    for place in rejected:
        is_right = place[0] in REJECTABLE or may_wait(place, push.rows[place], rejected)
        assert is_right, (place, rejected)


def _is_older(mark: Mark, known: Mark | None) -> bool:
    """Tell whether it comes late: somebody's own newer edit is there already."""
    return known is not None and mark[0] == known[0] and mark[1] < known[1]
