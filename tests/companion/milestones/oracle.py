"""Milestones again, date by date, from streaks.md's text alone: slow and plain on purpose."""

from datetime import date, timedelta
from uuid import UUID

from tests.companion.streaks.arithmetic.oracle import Life, _paused, _slips, _tears, _today

DAY = timedelta(days=1)
NUMBERS = {1, 3, 7, 14, 21, 31, 56, 90, 180, *range(365, 365 * 40, 365)}

Held = set[tuple[UUID | None, int, date]]
"""What opened the segment (None: the start), days, and the date they were reached on."""


def held(life: Life) -> Held:
    """Count the days of each segment of a life."""
    opener: UUID | None = None
    begin, found = life.definition.started_on, set[tuple[UUID | None, int, date]]()
    for slip, _, restart_on in _tears(_slips(life)):
        end = min(slip.local_date, life.definition.ended_on or date.max)
        found |= _within(life, opener, begin, end)
        opener, begin = slip.id, restart_on
    return found | _within(life, opener, begin, _today(life))


def _within(life: Life, opener: UUID | None, begin: date, end: date) -> Held:
    found, days, day = set[tuple[UUID | None, int, date]](), 0, begin
    while day < end:
        day += DAY
        if not _paused(life, day):
            days += 1
            if days in NUMBERS:
                found.add((opener, days, day))
    return found
