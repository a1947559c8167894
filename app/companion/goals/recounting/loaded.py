"""Goals with all that their figures are a function of, out of what one statement gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from app.companion.goals.arithmetic.dates_aside import Pause
from app.companion.goals.arithmetic.definitions import Definition
from app.companion.goals.arithmetic.rollups import Count, Log
from app.companion.goals.definitions import definition_of

Json = Any


@dataclass(frozen=True, slots=True)
class Loaded:
    """A goal; `counts` and `rollup` are as stored.

    `logs` are those that count now: all of them, or those of the period that holds `around`, and
    of some days about it.
    """

    id: UUID
    definition: Definition
    excused: frozenset[date] = frozenset()
    pauses: tuple[Pause, ...] = ()
    counts: Mapping[date, Count] = field(default_factory=dict)
    rollup: Json = None
    logs: tuple[Log, ...] = ()
    around: date | None = None

    def having(self, log: Log) -> Self:
        return replace(self, logs=(*self.logs, log))


def goal_from(row: Mapping[str, Any]) -> Loaded:
    """Read a row of `recounting/queries.py`; what a statement leaves out is empty."""
    return Loaded(
        id=row["id"],
        definition=definition_of(row),
        excused=frozenset(date.fromisoformat(day) for day in row["excused"] or ()),
        pauses=tuple(
            Pause(date.fromisoformat(from_on), until_on and date.fromisoformat(until_on))
            for from_on, until_on in row["pauses"] or ()
        ),
        counts={
            date.fromisoformat(start): Count(done, Decimal(amount))
            for start, done, amount in row["counts"] or ()
        },
        rollup=row["rollup"],
        logs=logs_from(row.get("logs")),
        around=row.get("around"),
    )


def logs_from(found: Sequence[Sequence[Json]] | None) -> tuple[Log, ...]:
    return tuple(Log(date.fromisoformat(day), Decimal(amount)) for day, amount in found or ())


def log_of(columns: Mapping[str, Any]) -> Log:
    """Take what matters to goals out of a log's columns."""
    return Log(columns["local_date"], Decimal(str(columns["amount"] or 0)))
