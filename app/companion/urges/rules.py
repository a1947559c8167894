"""How long an urge is held, and which promises of space it falls into."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

HOLD = timedelta(minutes=20)
"""Long enough for any of the built-in techniques, short enough to be believed when it is hard."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
A_DAY = timedelta(days=1)


class Window(NamedTuple):
    """From `start` to just before `end`, of the next day if that is no later than `start`.

    It begins on its weekdays, on `until` for the last time.
    """

    weekdays: Collection[str]
    start: time
    end: time
    until: date | None


def is_running(window: Window, wall: datetime) -> bool:
    """Tell whether a window is open at a moment by the clock on the wall."""
    today, at = wall.date(), wall.time()
    if window.start < window.end:
        return window.start <= at < window.end and _begins(window, today)
    if at >= window.start:
        return _begins(window, today)
    return at < window.end and _begins(window, today - A_DAY)


def _begins(window: Window, on: date) -> bool:
    is_over = window.until is not None and on > window.until
    return WEEKDAYS[on.weekday()] in window.weekdays and not is_over
