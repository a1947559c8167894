"""Two months of somebody's days, the last of them today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = "Europe/Berlin"
LAST = 60
"""The number of today; day 0 is two months ago."""
DAY_STARTS = time(4)
"""As a new account has it: what happens at 1 in the night belongs to the day before."""


@dataclass(frozen=True, slots=True)
class Almanac:
    """Days by their number, on the user's own calendar."""

    now: datetime

    @property
    def today(self) -> date:
        here = self.now.astimezone(ZoneInfo(ZONE))
        return here.date() if here.time() >= DAY_STARTS else here.date() - timedelta(days=1)

    def day(self, number: int) -> date:
        return self.today + timedelta(days=number - LAST)

    def weekday(self, number: int) -> int:
        """Give the weekday of a day: Monday is 0."""
        return self.day(number).weekday()

    def at(self, number: int, clock: str) -> datetime:
        """Give the moment of a day's `HH:MM`; hours before 4 are those of the night after it."""
        hour = time.fromisoformat(clock)
        day = self.day(number) if hour >= DAY_STARTS else self.day(number + 1)
        return datetime.combine(day, hour, ZoneInfo(ZONE))

    def is_past(self, moment: datetime) -> bool:
        return moment <= self.now
