"""When a reminder is told: clock changes, moves, quiet hours and absences, on plain values."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.connections.notifications.reminders import rules
from tests.connections.notifications.reminders.driving import Driver, QuietHours, schedule, wall

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
START = datetime(2025, 12, 1)  # noqa: DTZ001  (a time on the wall)
NIGHT = (time(22), time(7))
ZONES = [
    *("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Antarctica/Troll"),
    *("Asia/Kathmandu", "America/Santiago", "Africa/Cairo", "Pacific/Kiritimati", "Pacific/Niue"),
]


def at(text: str, zone: str = "Europe/Berlin") -> datetime:
    """Read a moment: with no offset, by the clock on the wall there, the first showing."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def on_wall(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
def test_a_year_of_eight_o_clock_is_once_a_date_at_eight(zone: str) -> None:
    driver = Driver(schedule("FREQ=DAILY;BYHOUR=8", START), wall(zone), NEW_YEAR).begin()
    driver.go_on(NEW_YEAR + 365 * DAY)

    seen = [on_wall(moment, zone) for moment in driver.moments()]
    dates = [each.date() for each in seen]

    assert {each.time() for each in seen} == {time(8)}
    assert dates == [dates[0] + number * DAY for number in range(365)]
    steps = {later - earlier for earlier, later in pairwise(driver.moments())}
    assert steps == {23 * HOUR, 24 * HOUR, 25 * HOUR}


@pytest.mark.parametrize(
    ("zone", "gap", "shown"),
    [
        ("Europe/Berlin", date(2026, 3, 29), time(3, 30)),
        ("America/New_York", date(2026, 3, 8), time(3, 30)),
    ],
)
def test_a_year_of_half_past_two_has_each_date_once(zone: str, gap: date, shown: time) -> None:
    """In spring it comes an hour later by the clock; in autumn the first time it is shown."""
    driver = Driver(schedule("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", START), wall(zone), NEW_YEAR)
    driver.begin().go_on(NEW_YEAR + 365 * DAY)

    seen = {
        on_wall(moment, zone).date(): on_wall(moment, zone).time() for moment in driver.moments()
    }

    assert len(driver.told) == len(seen) == 365
    assert seen.pop(gap) == shown
    assert set(seen.values()) == {time(2, 30)}
    steps = [later - earlier for earlier, later in pairwise(driver.moments())]
    assert steps.count(25 * HOUR) == 1, "the first of both"


def oracle(local: datetime, zone: ZoneInfo) -> datetime:
    """Find the moment by looking at every clock face near it."""
    guess = local.replace(tzinfo=UTC)
    offsets = {(guess + hours * HOUR).astimezone(zone).utcoffset() for hours in range(-30, 31)}
    moments = [guess - offset for offset in offsets if offset is not None]
    showing = [each for each in moments if each.astimezone(zone).replace(tzinfo=None) == local]
    before = (guess - 30 * HOUR).astimezone(zone).utcoffset()
    assert before is not None
    return min(showing, default=guess - before)


RULES = st.sampled_from(
    [
        "FREQ=DAILY;BYHOUR=8",
        "FREQ=DAILY;BYHOUR=2;BYMINUTE=0,30",
        "FREQ=DAILY;BYHOUR=0,1,2,3,23;BYMINUTE=15",
        "FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=30",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU;BYHOUR=0,2",
        "FREQ=MONTHLY;BYDAY=-1SU,2SU;BYHOUR=1,2,3",
        "FREQ=DAILY;INTERVAL=3;BYHOUR=23;BYMINUTE=59",
    ]
)
MOMENTS = st.integers(0, 730 * 24 * 60).map(lambda minutes: NEW_YEAR + minutes * MINUTE)


@settings(deadline=None)
@given(RULES, st.sampled_from(ZONES), MOMENTS)
def test_each_time_is_told_once_when_a_clock_first_shows_it(
    text: str, name: str, begun: datetime
) -> None:
    zone, until = ZoneInfo(name), begun + 60 * DAY
    driver = Driver(schedule(text, START), wall(name), begun).begin()
    driver.go_on(until)

    theirs = rrulestr(f"{text};BYSECOND=0", dtstart=START)
    due = {local: oracle(local, zone) for local in theirs.between(*around(begun, until))}
    wanted = {local: moment for local, moment in due.items() if begun < moment <= until}
    overtaken = {
        local
        for local, moment in wanted.items()
        if any(other > local and due[other] <= moment for other in due)
    }
    told = dict(driver.told)

    assert len(told) == len(driver.told)
    assert driver.locals() == sorted(told)
    assert wanted.keys() - overtaken <= told.keys() <= wanted.keys()
    late = {local for local, moment in told.items() if moment != wanted[local]}
    assert all(any(other < local and other in overtaken for other in wanted) for local in late)


def around(begun: datetime, until: datetime) -> tuple[datetime, datetime]:
    return (begun - 2 * DAY).replace(tzinfo=None), (until + 2 * DAY).replace(tzinfo=None)


MOVES = st.lists(
    st.tuples(st.integers(1, 3 * 24 * 60), st.sampled_from(ZONES)), min_size=1, max_size=12
)


@settings(deadline=None)
@given(st.sampled_from(ZONES), MOMENTS, MOVES)
@example("Antarctica/Troll", NEW_YEAR, [(8 * 60, "America/New_York")])
def test_who_travels_is_told_of_each_day_once(
    home: str, begun: datetime, moves: list[tuple[int, str]]
) -> None:
    """A day is left out only if a longer jump east makes the next one due in the same moment."""
    driver = Driver(schedule("FREQ=DAILY;BYHOUR=8", START), wall(home), begun).begin()
    first = driver.pending
    assert first
    now, zone = begun, ZoneInfo(home)
    zones = [(begun, zone)]
    for minutes, name in moves:
        now, zone = now + minutes * MINUTE, ZoneInfo(name)
        driver.go_on(now)
        driver.move(wall(name))
        zones.append((now, zone))
    driver.go_on(now + 3 * DAY)

    found = driver.locals()
    assert found == sorted(set(found))
    assert found[0] - first.local <= DAY
    assert driver.pending
    for local, coming in pairwise([*found, driver.pending.local]):
        assert coming - local <= 2 * DAY
    for local, moment in driver.told:
        assert any(
            oracle(local, there) <= moment < oracle(local + DAY, there)
            for there in places_at(moment, zones)
        ), "too early, or the later one would have been told"
    left_out = {first.local + number * DAY for number in range((found[-1] - first.local).days)}
    for lost in left_out - set(found):
        (moment,) = (moment for local, moment in driver.told if local == lost + DAY)
        assert any(oracle(lost + DAY, there) <= moment for there in places_at(moment, zones))


def places_at(moment: datetime, zones: list[tuple[datetime, ZoneInfo]]) -> list[ZoneInfo]:
    """Give where the user is; at the very moment of a move, where they come from as well."""
    before = [there for since, there in zones if since < moment]
    return before[-1:] + [there for since, there in zones if since == moment]


def test_who_flies_west_is_told_at_the_same_time_there() -> None:
    driver = Driver(schedule("FREQ=DAILY;BYHOUR=8", START), wall("Europe/Berlin"), NEW_YEAR)
    driver.begin().go_on(at("2026-01-05T07:30"))
    driver.move(wall("America/New_York"))
    driver.go_on(at("2026-01-05T08:00", "America/New_York"))

    assert driver.told[-1] == (
        datetime(2026, 1, 5, 8),  # noqa: DTZ001
        at("2026-01-05T08:00", "America/New_York"),
    )


def test_who_flies_west_after_it_was_told_is_not_told_again() -> None:
    driver = Driver(schedule("FREQ=DAILY;BYHOUR=8", START), wall("Europe/Berlin"), NEW_YEAR)
    driver.begin().go_on(at("2026-01-05T09:00"))
    driver.move(wall("America/New_York"))
    driver.go_on(at("2026-01-05T23:00", "America/New_York"))

    assert driver.locals()[-1] == datetime(2026, 1, 5, 8)  # noqa: DTZ001
    assert list(driver.moments())[-1] == at("2026-01-05T08:00")


def test_who_flies_east_past_it_is_told_on_arrival() -> None:
    driver = Driver(schedule("FREQ=DAILY;BYHOUR=8", START), wall("America/New_York"), NEW_YEAR)
    driver.begin().go_on(at("2026-01-05T06:00", "America/New_York"))
    driver.move(wall("Europe/Berlin"))
    landed = driver.now
    driver.go_on(landed + MINUTE)

    assert driver.told[-1] == (datetime(2026, 1, 5, 8), landed)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("moment", "hours", "told_at"),
    [
        ("2026-01-05T21:59", NIGHT, "2026-01-05T21:59"),
        ("2026-01-05T22:00", NIGHT, "2026-01-06T07:00"),
        ("2026-01-06T06:59", NIGHT, "2026-01-06T07:00"),
        ("2026-01-06T07:00", NIGHT, "2026-01-06T07:00"),
        ("2026-01-06T13:30", (time(13), time(15)), "2026-01-06T15:00"),
        ("2026-01-06T15:00", (time(13), time(15)), "2026-01-06T15:00"),
        ("2026-01-06T13:30", None, "2026-01-06T13:30"),
        ("2026-03-28T23:00", NIGHT, "2026-03-29T05:00+00:00"),
        ("2026-03-29T01:30", (time(1), time(2, 30)), "2026-03-29T01:00+00:00"),
        ("2026-10-25T02:10+02:00", (time(2), time(2, 30)), "2026-10-25T02:30+02:00"),
        ("2026-10-25T02:10+01:00", (time(2), time(2, 30)), "2026-10-25T02:10+01:00"),
        ("2026-10-25T02:10+01:00", (time(1), time(3)), "2026-10-25T03:00+01:00"),
    ],
)
def test_quiet_hours_hold_until_their_end(moment: str, hours: QuietHours, told_at: str) -> None:
    assert rules.out_of_quiet_hours(at(moment), wall("Europe/Berlin", hours)) == at(told_at)


def test_what_falls_into_quiet_hours_is_told_once_at_their_end() -> None:
    hours = "FREQ=DAILY;BYHOUR=1,3,5,12,23"
    driver = Driver(schedule(hours, START), wall("Europe/Berlin", NIGHT), NEW_YEAR).begin()
    driver.go_on(at("2026-01-05T12:00"))

    seen = [on_wall(moment, "Europe/Berlin") for moment in driver.moments()]
    assert {each.time() for each in seen} == {time(7), time(12)}
    assert [each.time() for each in driver.locals()[-2:]] == [time(5), time(12)]


@pytest.mark.parametrize(
    ("hours_late", "is_told"), [(0, True), (0.5, True), (1, True), (1.02, False), (30, False)]
)
def test_a_worker_that_comes_late_tells_the_latest_within_the_hour(
    hours_late: float,
    is_told: bool,  # noqa: FBT001
) -> None:
    driver = Driver(schedule("FREQ=DAILY;BYHOUR=8", START), wall("Europe/Berlin"), NEW_YEAR)
    driver.begin().go_on(at("2026-01-06T07:00"))
    before = len(driver.told)
    driver.go_on(at("2026-01-06T08:00") + hours_late * HOUR, lateness=hours_late * HOUR)

    assert len(driver.told) - before == is_told


def test_after_a_week_away_there_is_one_word_and_no_burst() -> None:
    driver = Driver(schedule("FREQ=DAILY;BYHOUR=8,12", START), wall("Europe/Berlin"), NEW_YEAR)
    driver.begin().go_on(at("2026-01-05T09:00"))
    before = len(driver.told)
    pending = driver.pending
    assert pending
    driver.go_on(at("2026-01-12T08:20"), lateness=at("2026-01-12T08:20") - pending.at)

    assert driver.locals()[before:] == [datetime(2026, 1, 12, 8)]  # noqa: DTZ001
    assert driver.pending
    assert driver.pending.at == at("2026-01-12T12:00")


def test_a_rule_ends_with_its_count() -> None:
    driver = Driver(
        schedule("FREQ=DAILY;BYHOUR=8;COUNT=3", START),
        wall("Asia/Kathmandu"),
        at("2025-12-02T00:00"),
    )
    driver.begin().go_on(NEW_YEAR)

    assert [each.day for each in driver.locals()] == [2, 3]
    assert driver.pending is None
