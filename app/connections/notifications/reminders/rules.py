"""When a reminder is told: by the clock on the user's wall, out of quiet hours, each time once.

An occurrence is a time on the wall, whatever zone the wall is in: who travels meets each one once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from app.connections.notifications.reminders.recurrence.shape import Recurrence
from app.connections.notifications.reminders.recurrence.walking import occurrences
from app.core.days import beginning_of

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
STALE_AFTER = timedelta(hours=1)
"""What a worker comes too late for by more than this is not told any more."""


@dataclass(frozen=True, slots=True)
class Wall:
    """Where the user is, and the hours in which nothing is told."""

    zone: ZoneInfo
    quiet_hours: tuple[time, time] | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """A rule, and the wall time it starts at."""

    rule: Recurrence
    start: datetime


@dataclass(frozen=True, slots=True)
class Pending:
    """The next occurrence: what the wall shows then, and the moment at which it is told."""

    local: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Turnout:
    """What is to be told now, if anything is, and what comes next, if anything does."""

    told: datetime | None
    pending: Pending | None


def moment_of(local: datetime, zone: ZoneInfo) -> datetime:
    """Give the moment of a wall time, as RFC 5545 has it (3.3.5).

    One shown twice is the first; one that clocks skip is as long after the jump as it would
    have been after the last second before it.
    """
    return local.replace(tzinfo=zone).astimezone(UTC)


def next_after(schedule: Schedule, wall: Wall, now: datetime) -> Pending | None:
    """Give what a schedule that begins now tells first."""
    earliest = now.astimezone(wall.zone).replace(tzinfo=None) - DAY
    for local in occurrences(schedule.rule, schedule.start, earliest):
        moment = moment_of(local, wall.zone)
        if moment > now:
            return Pending(local, out_of_quiet_hours(moment, wall))
    return None


def turned_out(schedule: Schedule, wall: Wall, due: Pending, now: datetime) -> Turnout:
    """Settle all that has come due by now, out of quiet hours: only the latest is told."""
    latest = due.local
    for local in takewhile(
        lambda local: moment_of(local, wall.zone) <= now, _after(schedule, due.local)
    ):
        latest = local
    told_at = max(due.at, out_of_quiet_hours(moment_of(latest, wall.zone), wall))
    coming = next(_after(schedule, latest), None)
    pending = None if coming is None else _pending(coming, wall)
    return Turnout(None if now - told_at > STALE_AFTER else latest, pending)


def moved(due: Pending, wall: Wall, now: datetime) -> Pending:
    """Plan what is pending anew by another wall: the same time there, or now if that is over."""
    moment = max(moment_of(due.local, wall.zone), min(due.at, now))
    return Pending(due.local, out_of_quiet_hours(moment, wall))


def out_of_quiet_hours(moment: datetime, wall: Wall) -> datetime:
    """Give the moment itself, or the end of the quiet hours that it lies in."""
    if wall.quiet_hours is None:
        return moment
    begins, ends = wall.quiet_hours
    today = moment.astimezone(wall.zone).date()
    for day in (today - DAY, today):
        last_day = day if begins < ends else day + DAY
        end = beginning_of(last_day, wall.zone, ends)
        if beginning_of(day, wall.zone, begins) <= moment < end:
            return end
    return moment


def _pending(local: datetime, wall: Wall) -> Pending:
    return Pending(local, out_of_quiet_hours(moment_of(local, wall.zone), wall))


def _after(schedule: Schedule, local: datetime) -> Iterator[datetime]:
    return occurrences(schedule.rule, schedule.start, local + MINUTE)
