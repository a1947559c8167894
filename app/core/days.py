"""The user's day: which local date a moment belongs to. Rules: the first section of streaks.md."""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_MIDDLE_OF_TIME = 5000


def local_date(moment: datetime, zone: ZoneInfo, day_starts_at: time) -> date:
    """The date on the zone's wall clock once the day's start is taken off it.

    Where that leaves the years 1 to 9999, it is the first or the last date there is.

    Raises:
        ValueError: the moment is naive.
    """
    if moment.utcoffset() is None:
        message = "a local date needs an aware moment"
        raise ValueError(message)
    try:
        # By way of UTC: a moment already in this zone would else keep a wall time that never was.
        wall = moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
        return (wall - _since_midnight(day_starts_at)).date()
    except OverflowError:
        return date.min if moment.year < _MIDDLE_OF_TIME else date.max


def today(now: datetime, zone: ZoneInfo, day_starts_at: time, floor: date | None) -> date:
    """The user's present date, which never goes back while the day start and the zone stay.

    When clocks are set back over the day's start, the day that had begun goes on.

    Args:
        now: Aware.
        zone: Where the user is.
        day_starts_at: When their days begin.
        floor: The greatest date an earlier change of zone or day start left behind.
    """
    reached = local_date(now, zone, day_starts_at)
    if _has_begun(reached, zone, day_starts_at, now):
        reached += _DAY
    return max(reached, floor or date.min)


def beginning_of(day: date, zone: ZoneInfo, day_starts_at: time) -> datetime:
    """The first moment at which `today` gives ``day`` to who is in this zone, in UTC.

    Where clocks jump over the day's start, it begins at the jump.
    """
    early, late = (
        datetime.combine(day, day_starts_at, zone).replace(fold=fold).astimezone(UTC)
        for fold in (1, 0)
    )
    if early >= late:
        return late

    def is_reached(wait_s: int) -> bool:
        return local_date(early + timedelta(seconds=wait_s), zone, day_starts_at) >= day

    jump_s = (late - early) // timedelta(seconds=1)
    return early + timedelta(seconds=bisect_left(range(jump_s), x=True, key=is_reached))


def _has_begun(eve: date, zone: ZoneInfo, day_starts_at: time, now: datetime) -> bool:
    """Whether the day after ``eve`` was already reached before clocks went back."""
    try:
        begins = datetime.combine(eve + _DAY, day_starts_at, zone).astimezone(UTC)
    except OverflowError:
        return False
    return begins <= now


def _since_midnight(wall: time) -> timedelta:
    return datetime.combine(date.min, wall) - datetime.combine(date.min, time.min)
