"""Times of the week by the clocks on a wall, such as those promised to somebody: pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
"""In the order of `date.weekday()`."""
WEEKDAYS: tuple[str, ...] = get_args(Weekday)
DAY = timedelta(days=1)
FIRST, SECOND = 0, 1


@dataclass(frozen=True, slots=True)
class Window:
    """Begins on these weekdays, up to and including `until`.

    A `to_time` that is no later than `from_time` is on the next day.
    """

    weekdays: Collection[str]
    from_time: time
    to_time: time
    until: date | None


def running(window: Window, moment: datetime, zone: ZoneInfo) -> bool:
    """Tell whether the window has begun and not ended: its first minute is in, its last is not.

    Where clocks go back it begins at the first showing of a time and ends at the second; a time
    that clocks skip counts as shown once they have jumped.
    """
    today = moment.astimezone(zone).date()
    return any(_runs(window, day, moment, zone) for day in (today, today - DAY))


def _runs(window: Window, day: date, moment: datetime, zone: ZoneInfo) -> bool:
    """Tell whether the window that begins on this date runs."""
    if WEEKDAYS[day.weekday()] not in window.weekdays:
        return False
    if window.until is not None and day > window.until:
        return False
    last_day = day if window.from_time < window.to_time else day + DAY
    begins = datetime.combine(day, window.from_time)
    ends = datetime.combine(last_day, window.to_time)
    return _is_shown(begins, FIRST, moment, zone) and not _is_shown(ends, SECOND, moment, zone)


def _is_shown(wall: datetime, fold: int, moment: datetime, zone: ZoneInfo) -> bool:
    """Tell whether wall clocks have shown this time by the moment, for the first or second time."""
    shown = wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
    if shown.astimezone(zone).replace(tzinfo=None) == wall:
        return shown <= moment
    return wall <= moment.astimezone(zone).replace(tzinfo=None)
