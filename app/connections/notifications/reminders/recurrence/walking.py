"""Walks through what a rule gives, period by period, by the wall clock and with no zone.

Its own few lines, because dateutil looks on to the year 9999 for a day that never comes
(FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30 takes it seconds); the tests compare the two.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count, islice, takewhile

from app.connections.notifications.reminders.recurrence.shape import Day, Recurrence

DAY = timedelta(days=1)
YEAR = 366 * DAY
PATIENCE = 10 * YEAR
"""How far ahead to look for what comes next; no reminder is rarer."""

Period = tuple[date, date]
"""Its first date, and the first after it."""


def occurrences(rule: Recurrence, start: datetime, since: datetime) -> Iterator[datetime]:
    """Give the wall times from `start` on that are no earlier than `since`, in their order.

    It ends ten years after the later of the two, if not by itself.
    """
    horizon = max(start, since) + PATIENCE
    every = _from(rule, start, start if rule.count else since, horizon)
    last = min(rule.until or horizon, horizon)
    lasting = takewhile(lambda local: local <= last, islice(every, rule.count))
    return (local for local in lasting if local >= since)


def _from(
    rule: Recurrence, start: datetime, since: datetime, horizon: datetime
) -> Iterator[datetime]:
    for first, end in _periods(rule, start.date(), since.date()):
        if first > horizon.date():
            return
        for local in _placed(rule, _times_within(rule, start, first, end)):
            if local >= start:
                yield local


def _times_within(rule: Recurrence, start: datetime, first: date, end: date) -> list[datetime]:
    """List what the days of one period give."""
    days = (first + number * DAY for number in range((end - first).days))
    times = [time(hour, minute) for hour in rule.hours for minute in rule.minutes]
    return [
        datetime.combine(day, each) for day in days if _fits(rule, start, day) for each in times
    ]


def _placed(rule: Recurrence, times: list[datetime]) -> list[datetime]:
    """Keep only those at the positions that the rule names, if it names any."""
    if not rule.positions:
        return times
    number = len(times)
    places = {each - 1 if each > 0 else number + each for each in rule.positions}
    return [local for place, local in enumerate(times) if place in places]


def _periods(rule: Recurrence, start: date, since: date) -> Iterator[Period]:
    """Give the periods of the rule's interval, from about `since` on."""
    gone = max(0, (since - start) // _at_most(rule) - 1)
    for number in count(gone):
        yield _period(rule, start, number * rule.interval)


def _at_most(rule: Recurrence) -> timedelta:
    lengths = {"DAILY": DAY, "WEEKLY": 7 * DAY, "MONTHLY": 31 * DAY, "YEARLY": YEAR}
    return rule.interval * lengths[rule.frequency]


def _period(rule: Recurrence, start: date, number: int) -> Period:
    """Give the day, week, month or year that comes so many after that of the start."""
    match rule.frequency:
        case "DAILY":
            first = start + number * DAY
            return first, first + DAY
        case "WEEKLY":
            monday = start - (start.weekday() - rule.week_start) % 7 * DAY
            return monday + number * 7 * DAY, monday + (number + 1) * 7 * DAY
        case "MONTHLY":
            month = start.year * 12 + start.month - 1 + number
            return _first_of(month), _first_of(month + 1)
        case "YEARLY":
            return date(start.year + number, 1, 1), date(start.year + number + 1, 1, 1)


def _first_of(month: int) -> date:
    year, index = divmod(month, 12)
    return date(year, index + 1, 1)


def _fits(rule: Recurrence, start: datetime, day: date) -> bool:
    return (
        _is_in_month(rule, start, day)
        and _is_month_day(rule, start, day)
        and _is_year_day(rule, day)
        and _is_weekday(rule, start, day)
    )


def _is_in_month(rule: Recurrence, start: datetime, day: date) -> bool:
    if rule.months:
        return day.month in rule.months
    return rule.frequency != "YEARLY" or _names_days(rule) or day.month == start.month


def _is_month_day(rule: Recurrence, start: datetime, day: date) -> bool:
    if rule.month_days:
        from_end = day.day - 1 - (_first_of(day.year * 12 + day.month) - DAY).day
        return day.day in rule.month_days or from_end in rule.month_days
    is_monthly = rule.frequency in {"MONTHLY", "YEARLY"}
    return not is_monthly or _names_days(rule) or day.day == start.day


def _is_year_day(rule: Recurrence, day: date) -> bool:
    if not rule.year_days:
        return True
    number, from_end = _places(day, date(day.year, 1, 1), date(day.year + 1, 1, 1))
    return number in rule.year_days or from_end in rule.year_days


def _is_weekday(rule: Recurrence, start: datetime, day: date) -> bool:
    if rule.days:
        return any(_is(each, rule, day) for each in rule.days)
    return rule.frequency != "WEEKLY" or day.weekday() == start.weekday()


def _is(each: Day, rule: Recurrence, day: date) -> bool:
    """Tell whether it is that weekday: any, or the one of that number."""
    if day.weekday() != each.weekday or each.ordinal == 0:
        return day.weekday() == each.weekday
    within_month = rule.frequency == "MONTHLY" or rule.months
    first = day.replace(day=1) if within_month else date(day.year, 1, 1)
    month = day.year * 12 + day.month
    end = _first_of(month) if within_month else date(day.year + 1, 1, 1)
    number, from_end = _places(day, first, end)
    return each.ordinal in {(number + 6) // 7, from_end // 7}


def _places(day: date, first: date, end: date) -> tuple[int, int]:
    """Count the days up to this one: from 1, and from -1 backwards."""
    return (day - first).days + 1, (day - end).days


def _names_days(rule: Recurrence) -> bool:
    return bool(rule.month_days or rule.year_days or rule.days)
