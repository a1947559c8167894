"""What a goal asks for, as plain values."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.core.periods import Period, period_of


@dataclass(frozen=True, slots=True)
class Definition:
    """Either a cadence (`times`, `per`) or a target (`amount`)."""

    starts_on: date
    times: int | None
    per: str | None
    week_starts_on: str | None
    amount: Decimal | None
    due_on: date | None

    @property
    def first_day(self) -> date:
        """Give the first date whose logs count: a cadence's first period is a whole one."""
        return self.starts_on if self.per is None else self.period_of(self.starts_on).start

    def period_of(self, day: date) -> Period:
        """Give the period in which a date is counted; a target is counted by months."""
        return period_of(day, self.per or "month", self.week_starts_on)
