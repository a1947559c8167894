"""Reads recurrence rules as clients write them, and says plainly what is wrong with one."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any, NoReturn, cast, get_args

from app.connections.notifications.reminders.recurrence.shape import (
    UNTIL_FORM,
    WEEKDAYS,
    Day,
    Frequency,
    Recurrence,
)

PREFIX = "RRULE:"
MOST_A_DAY = 24
MOST_VALUES = 62
FREQUENCIES: tuple[str, ...] = get_args(Frequency)
TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
DAY = re.compile(r"([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
UNTIL = re.compile(r"\d{8}(T\d{6})?", re.ASCII)
NUMBER = re.compile(r"[+-]?\d{1,5}", re.ASCII)


class NotASchedule(ValueError):
    """A text that is no rule of ours; its message says why, and repeats nothing of the text."""


def parsed(text: str, start: time | None) -> Recurrence:
    """Read a rule, with or without `RRULE:` before it.

    `start` is the time of day at which it starts, for a rule that names no hour.

    Raises:
        NotASchedule: it is none, or none that a reminder can have.
    """
    parts = _parts_of(text.strip().upper().removeprefix(PREFIX))
    frequency = _frequency(parts.pop("FREQ", ""))
    given = {name: READERS[name](value, name) for name, value in parts.items()}
    fields: dict[str, Any] = {
        FIELDS[name]: value for name, value in given.items() if name in FIELDS
    }
    if given.get("BYSECOND", (0,)) != (0,):
        _refuse("BYSECOND can only be 0")
    rule = Recurrence(frequency=frequency, **(_times(given, start) | fields))
    _check(rule)
    return rule


def _parts_of(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in text.removesuffix(";").split(";"):
        name, sign, value = part.partition("=")
        if not sign or not value:
            _refuse("not a recurrence rule of RFC 5545, such as FREQ=DAILY;BYHOUR=8")
        if name in parts:
            _refuse("a part is there twice")
        if name not in READERS and name != "FREQ":
            _refuse("a part is not known here: BYWEEKNO and what RFC 5545 does not have are not")
        parts[name] = value
    return parts


def _frequency(value: str) -> Frequency:
    if value in TOO_OFTEN:
        _refuse("FREQ is DAILY at the most often")
    if value not in FREQUENCIES:
        _refuse("FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY")
    return cast("Frequency", value)


def _times(given: Mapping[str, Any], start: time | None) -> dict[str, Any]:
    """Take the times of day from the rule, and what it leaves out from its start."""
    if "BYHOUR" not in given and start is None:
        _refuse("at what time? Give BYHOUR (and BYMINUTE), or `local_start`")
    start = start or time()
    hours, minutes = given.get("BYHOUR", (start.hour,)), given.get("BYMINUTE", (start.minute,))
    return {"hours": tuple(sorted(hours)), "minutes": tuple(sorted(minutes))}


def _check(rule: Recurrence) -> None:
    """Hold what RFC 5545 says of parts that don't go together, and our bound."""
    if rule.count is not None and rule.until is not None:
        _refuse("COUNT and UNTIL do not go together")
    if len(rule.hours) * len(rule.minutes) > MOST_A_DAY:
        _refuse(f"more than {MOST_A_DAY} times a day")
    if rule.year_days and rule.frequency != "YEARLY":
        _refuse("BYYEARDAY goes with FREQ=YEARLY")
    if rule.month_days and rule.frequency == "WEEKLY":
        _refuse("BYMONTHDAY does not go with FREQ=WEEKLY")
    if any(day.ordinal for day in rule.days) and rule.frequency not in {"MONTHLY", "YEARLY"}:
        _refuse("BYDAY with a number goes with FREQ=MONTHLY or YEARLY")


def _number(lowest: int, highest: int) -> Callable[[str, str], int]:
    def read(value: str, name: str) -> int:
        if not NUMBER.fullmatch(value) or not lowest <= int(value) <= highest:
            _refuse(f"{name} must be from {lowest} to {highest}")
        return int(value)

    return read


def _numbers(lowest: int, highest: int) -> Callable[[str, str], tuple[int, ...]]:
    """Read a list; if `lowest` is negative, there is no zero."""
    read_one = _number(lowest, highest)

    def read(value: str, name: str) -> tuple[int, ...]:
        numbers = tuple(dict.fromkeys(read_one(each, name) for each in _listed(value, name)))
        if lowest < 0 and 0 in numbers:
            _refuse(f"{name} can't be 0")
        return numbers

    return read


def _days(value: str, name: str) -> tuple[Day, ...]:
    found = [DAY.fullmatch(each) for each in _listed(value, name)]
    if not all(found):
        _refuse("BYDAY must be of MO, TU, WE, TH, FR, SA, SU; a number may stand before each")
    days = (Day(int(each[1] or 0), WEEKDAYS.index(each[2])) for each in found if each)
    return tuple(dict.fromkeys(days))


def _weekday(value: str, name: str) -> int:
    if value not in WEEKDAYS:
        _refuse(f"{name} must be one of MO, TU, WE, TH, FR, SA, SU")
    return WEEKDAYS.index(value)


def _until(value: str, _name: str) -> datetime:
    """Read a local date, all of whose day belongs to it, or a local time."""
    if not UNTIL.fullmatch(value):
        _refuse("UNTIL must be a local time, such as 20261231 or 20261231T120000, with no Z")
    whole = value if "T" in value else f"{value}T235959"
    try:
        return datetime.strptime(whole, UNTIL_FORM)  # noqa: DTZ007  (a time on the wall)
    except ValueError:
        _refuse("UNTIL is a date or a time that there is not")


def _listed(value: str, name: str) -> list[str]:
    values = value.split(",")
    if len(values) > MOST_VALUES:
        _refuse(f"{name} has more than {MOST_VALUES} values")
    return values


def _refuse(reason: str) -> NoReturn:
    raise NotASchedule(reason)


READERS: Mapping[str, Callable[[str, str], Any]] = {
    "INTERVAL": _number(1, 1_000),
    "COUNT": _number(1, 10_000),
    "UNTIL": _until,
    "WKST": _weekday,
    "BYMONTH": _numbers(1, 12),
    "BYMONTHDAY": _numbers(-31, 31),
    "BYYEARDAY": _numbers(-366, 366),
    "BYDAY": _days,
    "BYHOUR": _numbers(0, 23),
    "BYMINUTE": _numbers(0, 59),
    "BYSECOND": _numbers(0, 59),
    "BYSETPOS": _numbers(-366, 366),
}
FIELDS = {
    "INTERVAL": "interval",
    "COUNT": "count",
    "UNTIL": "until",
    "WKST": "week_start",
    "BYMONTH": "months",
    "BYMONTHDAY": "month_days",
    "BYYEARDAY": "year_days",
    "BYDAY": "days",
    "BYSETPOS": "positions",
}
