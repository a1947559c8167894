"""Drives the rules as the worker does, without a worker: from one plan to the next."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.connections.notifications.reminders import rules
from app.connections.notifications.reminders.recurrence.parsing import parsed
from app.connections.notifications.reminders.rules import Pending, Schedule, Wall

AT_ONCE = timedelta(0)
QuietHours = tuple[time, time] | None


def schedule(text: str, start: datetime) -> Schedule:
    return Schedule(parsed(text, start.time()), start)


def wall(zone: str, quiet_hours: QuietHours = None) -> Wall:
    return Wall(ZoneInfo(zone), quiet_hours)


@dataclass
class Driver:
    """A reminder's life; `told` has what was told, and when."""

    schedule: Schedule
    wall: Wall
    now: datetime
    told: list[tuple[datetime, datetime]] = field(default_factory=list)
    pending: Pending | None = None

    def begin(self) -> "Driver":
        self.pending = rules.next_after(self.schedule, self.wall, self.now)
        return self

    def go_on(self, until: datetime, lateness: timedelta = AT_ONCE) -> None:
        """Let time pass; the worker comes late by so much."""
        while self.pending is not None and self.pending.at + lateness <= until:
            self.now = self.pending.at + lateness
            self._come()
        self.now = until

    def move(self, wall: Wall) -> None:
        self.wall = wall
        if self.pending is not None:
            self.pending = rules.moved(self.pending, wall, self.now)

    def locals(self) -> list[datetime]:
        return [local for local, _ in self.told]

    def moments(self) -> Iterator[datetime]:
        return (moment for _, moment in self.told)

    def _come(self) -> None:
        assert self.pending is not None
        free_at = rules.out_of_quiet_hours(self.now, self.wall)
        if free_at > self.now:
            self.pending = Pending(self.pending.local, free_at)
            return
        turnout = rules.turned_out(self.schedule, self.wall, self.pending, self.now)
        if turnout.told is not None:
            self.told.append((turnout.told, self.now))
        self.pending = turnout.pending
