from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.days import beginning_of, local_date, today

BERLIN = ZoneInfo("Europe/Berlin")
MIDNIGHT = time()
ZONES = ("Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu")


@pytest.mark.parametrize(
    ("moment", "day_starts_at", "expected"),
    [
        ("2026-03-29T04:30+02:00", time(4), "2026-03-29"),
        ("2026-07-10T01:30+02:00", time(4), "2026-07-09"),
        ("2026-07-10T03:59:59.999+02:00", time(4), "2026-07-09"),
        ("2026-07-10T04:00+02:00", time(4), "2026-07-10"),
        ("2026-07-09T22:30Z", MIDNIGHT, "2026-07-10"),
        ("2026-07-10T11:59+02:00", time(12), "2026-07-09"),
    ],
)
def test_a_day_turns_over_on_the_wall_clock_at_its_start(
    moment: str, day_starts_at: time, expected: str
) -> None:
    found = local_date(datetime.fromisoformat(moment), BERLIN, day_starts_at)
    assert found == date.fromisoformat(expected)


def test_a_moment_is_the_same_whatever_zone_it_is_written_in() -> None:
    never_shown = datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN)  # clocks go from 02:00 to 03:00
    assert local_date(never_shown, BERLIN, time(3)) == date(2026, 3, 29)
    assert local_date(never_shown.astimezone(UTC), BERLIN, time(3)) == date(2026, 3, 29)


def test_a_day_that_would_start_in_the_skipped_hour_starts_after_it() -> None:
    last_before, first_after = (datetime(2026, 3, 29, *at, tzinfo=UTC) for at in ((0, 59), (1, 0)))
    assert local_date(last_before, BERLIN, time(2, 30)) == date(2026, 3, 28)
    assert local_date(first_after, BERLIN, time(2, 30)) == date(2026, 3, 29)


def test_a_naive_moment_has_no_local_date() -> None:
    naive = datetime(2026, 7, 1, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="aware"):
        local_date(naive, BERLIN, MIDNIGHT)


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York", "Pacific/Kiritimati"])
@pytest.mark.parametrize("day_starts_at", [MIDNIGHT, time(12)])
def test_the_ends_of_the_calendar_are_dates_too(zone: str, day_starts_at: time) -> None:
    earliest, latest = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    assert local_date(earliest, ZoneInfo(zone), day_starts_at) == date.min
    assert local_date(latest, ZoneInfo(zone), day_starts_at) >= date.max - timedelta(days=1)
    assert today(latest, ZoneInfo(zone), day_starts_at, None) >= date.max - timedelta(days=1)


@pytest.mark.parametrize(
    ("floor", "expected"),
    [(None, date(2026, 7, 9)), (date(2026, 7, 8), date(2026, 7, 9)), (date(2026, 7, 10),) * 2],
)
def test_today_is_never_below_the_floor(floor: date | None, expected: date) -> None:
    landed_in_the_west = datetime(2026, 7, 10, 2, tzinfo=UTC)
    assert today(landed_in_the_west, ZoneInfo("America/New_York"), MIDNIGHT, floor) == expected


def test_a_day_that_has_begun_goes_on_when_clocks_are_set_back_over_its_start() -> None:
    before, after = datetime(2026, 10, 25, 0, 40, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)
    assert local_date(after, BERLIN, time(2, 30)) == date(2026, 10, 24)
    assert today(before, BERLIN, time(2, 30), None) == date(2026, 10, 25)
    assert today(after, BERLIN, time(2, 30), None) == date(2026, 10, 25)
    assert today(after, BERLIN, time(3, 15), None) == date(2026, 10, 24)


def _change_days() -> list[tuple[ZoneInfo, datetime]]:
    """The UTC midnights before each change of clocks in 2011 (Samoa skips a day) and 2026."""
    midnights = [
        datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=day)
        for year in (2011, 2026)
        for day in range(364)
    ]
    return [
        (zone, midnight)
        for zone in map(ZoneInfo, ZONES)
        for midnight in midnights
        if midnight.astimezone(zone).utcoffset()
        != (midnight + timedelta(days=1)).astimezone(zone).utcoffset()
    ]


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(_change_days()),
    st.integers(0, 12 * 4).map(lambda quarters: time(quarters // 4, quarters % 4 * 15)),
)
def test_today_is_the_greatest_date_there_was_so_far(
    change: tuple[ZoneInfo, datetime], day_starts_at: time
) -> None:
    zone, midnight = change
    moments = [midnight + timedelta(minutes=5 * step) for step in range(-12 * 12, 12 * 36)]
    dates = [local_date(moment, zone, day_starts_at) for moment in moments]
    found = [today(moment, zone, day_starts_at, None) for moment in moments]
    assert found == list(accumulate(dates, max))


@pytest.mark.parametrize(
    ("day", "day_starts_at", "expected"),
    [
        ("2026-07-10", time(4), "2026-07-10T02:00Z"),
        ("2026-03-29", time(2, 30), "2026-03-29T01:00Z"),
        ("2026-10-25", time(2, 30), "2026-10-25T00:30Z"),
        ("2026-10-25", time(4), "2026-10-25T03:00Z"),
    ],
)
def test_a_day_begins_at_its_start_or_at_the_jump_over_it(
    day: str, day_starts_at: time, expected: str
) -> None:
    found = beginning_of(date.fromisoformat(day), BERLIN, day_starts_at)
    assert found == datetime.fromisoformat(expected)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(_change_days()),
    st.integers(-2, 3),
    st.integers(0, 12 * 4).map(lambda quarters: time(quarters // 4, quarters % 4 * 15)),
)
def test_a_day_is_today_from_its_beginning_on_and_not_before(
    change: tuple[ZoneInfo, datetime], distance: int, day_starts_at: time
) -> None:
    zone, midnight = change
    day = midnight.date() + timedelta(days=distance)
    begins = beginning_of(day, zone, day_starts_at)
    assert today(begins, zone, day_starts_at, None) >= day
    assert today(begins - timedelta(seconds=1), zone, day_starts_at, None) < day
