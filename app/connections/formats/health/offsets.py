"""Offsets from UTC as health stores write them, and zones that have them."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

OFFSET = re.compile(r"([+-])(\d\d):(\d\d)(?::(\d\d))?")
MOST = timedelta(hours=18)
HOUR = timedelta(hours=1)
WEST, EAST = -12, 14


def offset_of(text: str) -> timedelta:
    """Read `Z` or `+01:00` (java.time.ZoneOffset).

    Raises:
        ValueError: it is none.
    """
    if text == "Z":
        return timedelta()
    found = OFFSET.fullmatch(text)
    if found is None:
        raise ValueError
    hours, minutes, seconds = (int(each or 0) for each in found.groups()[1:])
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if offset > MOST:
        raise ValueError
    return -offset if found[1] == "-" else offset


def text_of(offset: timedelta) -> str:
    if not offset:
        return "Z"
    seconds = int(abs(offset).total_seconds())
    minutes, rest = divmod(seconds, 60)
    text = f"{'-' if offset < timedelta() else '+'}{minutes // 60:02}:{minutes % 60:02}"
    return f"{text}:{rest:02}" if rest else text


def offset_at(moment: datetime, zone: str) -> timedelta:
    return moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()


def zone_with(offset: timedelta, moment: datetime, own: str) -> str:
    """Name a zone that has this offset at a moment: the user's own, else one of whole hours.

    Where there is none, it is the user's own all the same.
    """
    if offset_at(moment, own) == offset or offset % HOUR:
        return own
    hours = offset // HOUR
    if not hours:
        return str(UTC)
    return f"Etc/GMT{-hours:+d}" if WEST <= hours <= EAST else own
