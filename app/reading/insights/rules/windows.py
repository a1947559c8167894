"""The stretch of local dates that an insight looks at, and the buckets that it falls into."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.periods import Period, period_of

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """Whole local dates, both ends inclusive."""

    start: date
    end: date
    bucket: str
    week_starts_on: str

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def buckets(self) -> Iterator[Period]:
        """Give each bucket in order, the first and the last cut to the window."""
        day = self.start
        while day <= self.end:
            end = min(period_of(day, self.bucket, self.week_starts_on).end, self.end)
            yield Period(day, end)
            day = end + DAY

    def bucket_start(self, day: date) -> date:
        """Give the first date of the bucket, cut to the window, that a date lies in."""
        return max(period_of(day, self.bucket, self.week_starts_on).start, self.start)
