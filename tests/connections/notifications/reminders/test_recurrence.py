"""Recurrence rules: what is read, what is refused, and the same times as dateutil finds."""

from datetime import date, datetime, time, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.connections.notifications.reminders.recurrence.parsing import NotASchedule, parsed
from app.connections.notifications.reminders.recurrence.walking import occurrences

START = datetime(2026, 1, 29, 8, 30)  # noqa: DTZ001  (a time on the wall)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LOOKED_AT = timedelta(days=3_000)
MANY = 40


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("FREQ=DAILY;BYHOUR=8", "FREQ=DAILY;BYHOUR=8;BYMINUTE=0"),
        ("rrule:byhour=20,8;freq=daily;byminute=30", "FREQ=DAILY;BYHOUR=8,20;BYMINUTE=30"),
        (
            "FREQ=MONTHLY;BYDAY=-1FR,+2MO;BYHOUR=8;BYSECOND=0",
            "FREQ=MONTHLY;BYDAY=-1FR,2MO;BYHOUR=8;BYMINUTE=0",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=1;WKST=SU;UNTIL=20261231;BYHOUR=8",
            "FREQ=WEEKLY;UNTIL=20261231T235959;WKST=SU;BYHOUR=8;BYMINUTE=0",
        ),
    ],
)
def test_a_rule_is_kept_in_one_spelling(text: str, kept: str) -> None:
    assert str(parsed(text, None)) == kept
    assert str(parsed(kept, None)) == kept


def test_what_a_rule_leaves_out_comes_from_its_start() -> None:
    assert str(parsed("FREQ=DAILY", time(8, 30))) == "FREQ=DAILY;BYHOUR=8;BYMINUTE=30"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not a recurrence rule"),
        ("daily at eight", "not a recurrence rule"),
        ("FREQ=", "not a recurrence rule"),
        ("BYHOUR=8", "FREQ must be"),
        ("FREQ=HOURLY;BYHOUR=8", "at the most often"),
        ("FREQ=MINUTELY", "at the most often"),
        ("FREQ=SECONDLY", "at the most often"),
        ("FREQ=DAILY;FREQ=WEEKLY;BYHOUR=8", "twice"),
        ("FREQ=DAILY;BYEASTER=0;BYHOUR=8", "not known here"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYHOUR=8", "not known here"),
        ("FREQ=DAILY", "at what time"),
        ("FREQ=DAILY;BYHOUR=24", "BYHOUR must be from 0 to 23"),
        ("FREQ=DAILY;BYHOUR=8;BYMINUTE=x", "BYMINUTE must be"),
        ("FREQ=DAILY;BYHOUR=8;BYSECOND=30", "BYSECOND can only be 0"),
        ("FREQ=DAILY;BYHOUR=8;INTERVAL=0", "INTERVAL must be"),
        ("FREQ=DAILY;BYHOUR=8;COUNT=99999", "COUNT must be"),
        ("FREQ=DAILY;BYHOUR=8;COUNT=999999999999999999999", "COUNT must be"),
        ("FREQ=DAILY;BYHOUR=8;COUNT=3;UNTIL=20270101", "do not go together"),
        ("FREQ=DAILY;BYHOUR=8;UNTIL=20270101T080000Z", "no Z"),
        ("FREQ=DAILY;BYHOUR=8;UNTIL=20270230", "that there is not"),
        ("FREQ=DAILY;BYHOUR=8;BYMONTHDAY=0", "can't be 0"),
        ("FREQ=DAILY;BYHOUR=8;BYDAY=1MO", "MONTHLY or YEARLY"),
        ("FREQ=DAILY;BYHOUR=8;BYDAY=XX", "BYDAY must be"),
        ("FREQ=WEEKLY;BYHOUR=8;BYMONTHDAY=1", "does not go with"),
        ("FREQ=MONTHLY;BYHOUR=8;BYYEARDAY=1", "goes with FREQ=YEARLY"),
        ("FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,10,20,30,40", "more than 24 times a day"),
        (f"FREQ=DAILY;BYHOUR={','.join('8' * 63)}", "more than 62 values"),
    ],
)
def test_what_is_no_rule_of_ours_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(NotASchedule, match=reason):
        parsed(text, None)


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=8",
        "FREQ=DAILY;BYSETPOS=2;BYHOUR=8",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29;BYHOUR=8",
        "FREQ=DAILY;UNTIL=20200101;BYHOUR=8",
        "FREQ=YEARLY;INTERVAL=1000;BYMONTH=1;BYMONTHDAY=1;BYHOUR=8",
    ],
)
@pytest.mark.timeout(5)
def test_a_day_that_never_comes_is_not_looked_for_for_ever(text: str) -> None:
    assert next(occurrences(parsed(text, None), START, START), None) is None


@pytest.mark.timeout(5)
def test_a_life_later_it_still_comes_at_once() -> None:
    rule = parsed("FREQ=DAILY;INTERVAL=2;BYHOUR=8", None)
    far = START + timedelta(days=60 * 365)

    for _ in range(1_000):
        (found,) = islice(occurrences(rule, START, far), 1)

    assert (found.date() - START.date()).days % 2 == 0
    assert timedelta(0) <= found - far < timedelta(days=2)


def numbers(lowest: int, highest: int, size: int = 3) -> st.SearchStrategy[str]:
    each = st.integers(lowest, highest).filter(lambda number: number or lowest == 0)
    several = st.lists(each, min_size=1, max_size=size, unique=True)
    return several.map(lambda found: ",".join(map(str, sorted(found))))


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Write any rule that we read."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = {
        "INTERVAL": st.integers(1, 5).map(str),
        "BYMONTH": numbers(1, 12),
        "BYHOUR": numbers(0, 23),
        "BYMINUTE": numbers(0, 59),
        "WKST": st.sampled_from(WEEKDAYS),
        "COUNT": st.integers(1, 20).map(str),
        "BYDAY": days(with_number=frequency in {"MONTHLY", "YEARLY"}),
    }
    if frequency != "WEEKLY":
        parts |= {"BYMONTHDAY": numbers(-31, 31), "BYSETPOS": numbers(-4, 4)}
    if frequency == "YEARLY":
        parts["BYYEARDAY"] = numbers(-366, 366)
    names = draw(st.sets(st.sampled_from(sorted(parts)), max_size=5))
    return ";".join([f"FREQ={frequency}"] + [f"{name}={draw(parts[name])}" for name in names])


def days(*, with_number: bool) -> st.SearchStrategy[str]:
    """List some, all with a number or none: of both together dateutil keeps what fits both."""
    numbers_too = st.sampled_from(["1", "2", "-1", "5"])
    plain = st.sampled_from(WEEKDAYS)
    numbered = st.tuples(numbers_too, plain).map("".join)
    each = st.one_of(listed(plain), listed(numbered)) if with_number else listed(plain)
    return each.map(",".join)


def listed(each: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(each, min_size=1, max_size=4, unique=True)


STARTS = st.datetimes(datetime(2020, 1, 1), datetime(2032, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(second=0, microsecond=0)
)


@settings(deadline=None)
@given(rules(), STARTS, st.integers(0, 900))
def test_the_times_are_those_that_dateutil_finds(text: str, start: datetime, after: int) -> None:
    rule = parsed(text, start.time())
    assume(has_some(text))
    since = start + timedelta(days=after)
    theirs = rrulestr(f"{text};BYSECOND=0", dtstart=start).xafter(since, MANY, inc=True)
    until = since + LOOKED_AT

    found = islice(occurrences(rule, start, since), MANY)

    assert [each for each in found if each < until] == [each for each in theirs if each < until]


def has_some(text: str) -> bool:
    """Keep dateutil from looking on to the year 9999, again and again."""
    parts = dict(part.split("=") for part in text.split(";"))
    narrow = {"BYMONTHDAY", "BYYEARDAY", "BYSETPOS", "BYMONTH", "BYDAY"} & parts.keys()
    return len(narrow) <= 1 and not ("BYSETPOS" in parts and parts["FREQ"] == "DAILY")


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3,10",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
        "FREQ=MONTHLY;BYMONTHDAY=31,-2;COUNT=7",
        "FREQ=YEARLY;BYMONTH=1;BYDAY=1MO,2TU,-1FR;BYSETPOS=2,-1;BYHOUR=7,19",
        "FREQ=DAILY;BYMONTH=4;BYDAY=SA,SU;UNTIL=20280402T083000",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=MO",
    ],
)
def test_so_are_those_of_rules_with_several_conditions(text: str) -> None:
    theirs = list(islice(rrulestr(f"{text};BYSECOND=0", dtstart=START), MANY))
    ours = list(islice(occurrences(parsed(text, START.time()), START, START), MANY))
    end = date(START.year + 10, 1, 1)

    assert [each for each in ours if each.date() < end] == [
        each for each in theirs if each.date() < end
    ]
    assert ours
