"""What became of the rows of a file: counts by table, and the first rows that were refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

MOST_REFUSALS = 200
COUNTS = ("read", "created", "unchanged", "refused", "left_out")
Outcome = Literal["created", "unchanged", "refused", "left_out"]
UNKNOWN = "other"
"""Where the rows of tables are counted that no table of ours is called."""


@dataclass(slots=True)
class Report:
    """Adds up; `failure` says why the file could not be read to its end, and where."""

    tables: dict[str, dict[str, int]] = field(default_factory=dict)
    refusals: list[dict[str, Any]] = field(default_factory=list)
    failure: dict[str, Any] | None = None

    @property
    def read(self) -> int:
        return sum(each["read"] for each in self.tables.values())

    def created(self, table: str) -> int:
        return self.tables.get(table, {}).get("created", 0)

    def count(self, table: str, outcome: Outcome) -> None:
        counts = self.tables.setdefault(table, dict.fromkeys(COUNTS, 0))
        counts["read"] += 1
        counts[outcome] += 1

    def refuse(self, table: str, place: int, reason: str) -> None:
        self.count(table, "refused")
        if len(self.refusals) < MOST_REFUSALS:
            self.refusals.append({"place": place, "table": table, "reason": reason})

    def as_kept(self) -> dict[str, Any]:
        totals = {name: sum(each[name] for each in self.tables.values()) for name in COUNTS}
        said = {"refusals": self.refusals, "failure": self.failure}
        return totals | {"tables": self.tables} | said


def report_from(kept: Mapping[str, Any]) -> Report:
    tables = {name: dict(counts) for name, counts in kept["tables"].items()}
    return Report(tables, list(kept["refusals"]), kept["failure"])
