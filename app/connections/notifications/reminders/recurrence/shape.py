"""A recurrence rule (RFC 5545, section 3.3.10) of whole days and times of day, by wall clocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""In the order of `date.weekday()`."""
MONDAY = 0
UNTIL_FORM = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class Day:
    """A weekday; `ordinal` 2 is the second of its month or year, -1 the last, 0 each of them."""

    ordinal: int
    weekday: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """Hours and minutes are sorted; what is empty limits nothing, or comes from the start."""

    frequency: Frequency
    hours: tuple[int, ...]
    minutes: tuple[int, ...]
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    week_start: int = MONDAY
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    days: tuple[Day, ...] = ()
    positions: tuple[int, ...] = ()

    def __str__(self) -> str:
        """Write the one text that we keep of it, whatever way it was spelled."""
        return ";".join(f"{name}={value}" for name, value in self._parts() if value)

    def _parts(self) -> Iterator[tuple[str, str]]:
        yield "FREQ", self.frequency
        yield "INTERVAL", "" if self.interval == 1 else str(self.interval)
        yield "COUNT", "" if self.count is None else str(self.count)
        yield "UNTIL", "" if self.until is None else self.until.strftime(UNTIL_FORM)
        yield "WKST", "" if self.week_start == MONDAY else WEEKDAYS[self.week_start]
        yield "BYMONTH", _listed(self.months)
        yield "BYMONTHDAY", _listed(self.month_days)
        yield "BYYEARDAY", _listed(self.year_days)
        yield (
            "BYDAY",
            _listed(f"{each.ordinal or ''}{WEEKDAYS[each.weekday]}" for each in self.days),
        )
        yield "BYHOUR", _listed(self.hours)
        yield "BYMINUTE", _listed(self.minutes)
        yield "BYSETPOS", _listed(self.positions)


def _listed(values: Iterator[str] | tuple[int, ...]) -> str:
    return ",".join(map(str, values))
