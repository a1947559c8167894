"""When a window runs: midnight, weekdays, the last date, clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.wall_windows import WEEKDAYS, Window, running

BERLIN = ZoneInfo("Europe/Berlin")
EVERY_DAY = WEEKDAYS
MINUTE = timedelta(minutes=1)


def window(
    begin: str, end: str, weekdays: tuple[str, ...] = EVERY_DAY, until: date | None = None
) -> Window:
    return Window(weekdays, time.fromisoformat(begin), time.fromisoformat(end), until)


MONDAY_NIGHT = window("22:00", "06:00", ("monday",))
MONDAY_DAY = window("09:00", "17:00", ("monday",))
SMALL_HOURS = window("01:00", "03:00", ("monday",))
LAST_ON_THE_9TH = window("22:00", "06:00", ("monday", "tuesday"), date(2026, 3, 9))
SUNDAYS = ("sunday",)


@pytest.mark.parametrize(
    ("promised", "moment", "expected"),
    [
        (MONDAY_DAY, "2026-03-09T08:59:59.999+01:00", False),
        (MONDAY_DAY, "2026-03-09T09:00:00+01:00", True),
        (MONDAY_DAY, "2026-03-09T16:59:59.999+01:00", True),
        (MONDAY_DAY, "2026-03-09T17:00:00+01:00", False),
        (MONDAY_DAY, "2026-03-10T12:00:00+01:00", False),
        (MONDAY_DAY, "2026-03-08T12:00:00+01:00", False),
        (MONDAY_NIGHT, "2026-03-09T05:59:00+01:00", False),
        (MONDAY_NIGHT, "2026-03-09T21:59:00+01:00", False),
        (MONDAY_NIGHT, "2026-03-09T22:00:00+01:00", True),
        (MONDAY_NIGHT, "2026-03-10T00:00:00+01:00", True),
        (MONDAY_NIGHT, "2026-03-10T05:59:00+01:00", True),
        (MONDAY_NIGHT, "2026-03-10T06:00:00+01:00", False),
        (MONDAY_NIGHT, "2026-03-10T22:30:00+01:00", False),
        (SMALL_HOURS, "2026-03-09T02:00:00+01:00", True),
        (SMALL_HOURS, "2026-03-10T02:00:00+01:00", False),
        (window("12:00", "00:00", ("monday",)), "2026-03-09T23:59:00+01:00", True),
        (window("12:00", "00:00", ("monday",)), "2026-03-10T00:00:00+01:00", False),
        (window("00:00", "23:59", ("monday",)), "2026-03-09T00:00:00+01:00", True),
        (window("06:01", "06:00"), "2026-03-09T06:00:00+01:00", False),
        (window("06:01", "06:00"), "2026-03-09T05:59:00+01:00", True),
        (MONDAY_DAY, "2026-03-09T23:30:00+09:00", True),
        (MONDAY_DAY, "2026-03-09T23:30:00Z", False),
    ],
)
def test_it_runs_by_the_clock_on_the_wall(
    promised: Window,
    moment: str,
    expected: bool,  # noqa: FBT001
) -> None:
    assert running(promised, datetime.fromisoformat(moment), BERLIN) is expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-09T23:00:00+01:00", True),
        ("2026-03-10T05:59:00+01:00", True),
        ("2026-03-10T06:00:00+01:00", False),
        ("2026-03-10T22:00:00+01:00", False),
        ("2026-03-03T23:00:00+01:00", True),
    ],
)
def test_it_begins_for_the_last_time_on_its_last_date(
    moment: str,
    expected: bool,  # noqa: FBT001
) -> None:
    assert running(LAST_ON_THE_9TH, datetime.fromisoformat(moment), BERLIN) is expected


@pytest.mark.parametrize(
    ("promised", "moment", "expected"),
    [
        # 29 March 2026: 02:00 becomes 03:00.
        (window("02:30", "04:00", SUNDAYS), "2026-03-29T01:59:00+01:00", False),
        (window("02:30", "04:00", SUNDAYS), "2026-03-29T03:00:00+02:00", True),
        (window("01:00", "02:30", SUNDAYS), "2026-03-29T01:59:00+01:00", True),
        (window("01:00", "02:30", SUNDAYS), "2026-03-29T03:00:00+02:00", False),
        (window("02:10", "02:50", SUNDAYS), "2026-03-29T01:59:00+01:00", False),
        (window("02:10", "02:50", SUNDAYS), "2026-03-29T03:00:00+02:00", False),
        # 25 October 2026: 03:00 becomes 02:00.
        (window("01:00", "02:30", SUNDAYS), "2026-10-25T02:29:00+02:00", True),
        (window("01:00", "02:30", SUNDAYS), "2026-10-25T02:45:00+02:00", True),
        (window("01:00", "02:30", SUNDAYS), "2026-10-25T02:29:00+01:00", True),
        (window("01:00", "02:30", SUNDAYS), "2026-10-25T02:30:00+01:00", False),
        (window("02:30", "04:00", SUNDAYS), "2026-10-25T02:29:00+02:00", False),
        (window("02:30", "04:00", SUNDAYS), "2026-10-25T02:30:00+02:00", True),
        (window("02:30", "04:00", SUNDAYS), "2026-10-25T02:00:00+01:00", True),
        (window("02:30", "04:00", SUNDAYS), "2026-10-25T04:00:00+01:00", False),
    ],
)
def test_a_change_of_clocks_neither_splits_nor_lengthens_it_unseen(
    promised: Window,
    moment: str,
    expected: bool,  # noqa: FBT001
) -> None:
    assert running(promised, datetime.fromisoformat(moment), BERLIN) is expected


@given(
    around=st.sampled_from(["2026-03-29", "2026-10-25", "2026-06-10"]),
    begin=st.integers(0, 95),
    length=st.integers(1, 95),
    after=st.integers(0, 4 * 47),
)
def test_it_runs_from_the_first_showing_to_the_last(
    around: str, begin: int, length: int, after: int
) -> None:
    """An oracle that looks at the wall every quarter of an hour of three days."""
    day = date.fromisoformat(around)
    start = datetime.combine(day, time()) + begin * 15 * MINUTE
    end = start + length * 15 * MINUTE
    promised = Window((WEEKDAYS[day.weekday()],), start.time(), end.time(), None)
    first = datetime.combine(day, time(), UTC) - timedelta(hours=3)
    looks = [first + quarter * 15 * MINUTE for quarter in range(4 * 60)]
    walls = [look.astimezone(BERLIN).replace(tzinfo=None) for look in looks]

    has_begun = any(wall >= start for wall in walls[: after + 1])
    goes_on = any(wall < end for wall in walls[after:])

    assert running(promised, looks[after], BERLIN) is (has_begun and goes_on)


@pytest.mark.parametrize(
    ("start", "end", "wall", "is_open"),
    [  # the window begins on Tuesdays, until the 10th of March, a Tuesday
        ("09:00", "17:00", "2026-03-10T08:59:59.999", False),
        ("09:00", "17:00", "2026-03-10T09:00", True),
        ("09:00", "17:00", "2026-03-10T16:59", True),
        ("09:00", "17:00", "2026-03-10T17:00", False),
        ("09:00", "17:00", "2026-03-09T12:00", False),
        ("09:00", "17:00", "2026-03-03T12:00", True),
        ("09:00", "17:00", "2026-03-17T12:00", False),
        ("22:00", "06:00", "2026-03-10T21:59", False),
        ("22:00", "06:00", "2026-03-10T22:00", True),
        ("22:00", "06:00", "2026-03-11T05:59", True),
        ("22:00", "06:00", "2026-03-11T06:00", False),
        ("22:00", "06:00", "2026-03-10T05:00", False),
        ("22:00", "06:00", "2026-03-18T05:00", False),
        ("08:00", "08:00", "2026-03-10T07:59", False),
        ("08:00", "08:00", "2026-03-10T08:00", True),
        ("08:00", "08:00", "2026-03-11T07:59", True),
        ("08:00", "08:00", "2026-03-11T08:00", False),
        ("20:00", "00:00", "2026-03-10T23:59", True),
        ("20:00", "00:00", "2026-03-11T00:00", False),
    ],
)
def test_a_window_is_open_from_its_start_to_just_before_its_end(
    start: str, end: str, wall: str, *, is_open: bool
) -> None:
    times = time.fromisoformat(start), time.fromisoformat(end)
    window = Window(["tuesday"], *times, date(2026, 3, 10))

    assert running(window, datetime.fromisoformat(f"{wall}Z"), ZoneInfo("UTC")) is is_open
