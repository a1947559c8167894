"""The arithmetic of insights, against tables, the standard library and itself."""

import statistics
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from math import inf, isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.companion.goals.arithmetic.dates_aside import Span
from app.companion.goals.arithmetic.definitions import Definition
from app.core.days import local_date
from app.reading.insights.queries.ground import AFTER, BEFORE
from app.reading.insights.rules import balances as balance_rules
from app.reading.insights.rules.balances import Tally, balances
from app.reading.insights.rules.goal_periods import Goal, goal_periods
from app.reading.insights.rules.growth import GoalPeriod, Logs, growths
from app.reading.insights.rules.samples import Sample, apart, together
from app.reading.insights.rules.student import both_tails, quantile, welch
from app.reading.insights.rules.windows import Window

MONDAY = date(2026, 3, 2)
FORTNIGHT = Window(MONDAY, MONDAY + timedelta(days=13), "week", "monday")
valences = st.lists(st.floats(-1, 1), min_size=1, max_size=30)
windows = st.builds(
    lambda start, days, bucket, first: Window(start, start + timedelta(days=days), bucket, first),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.integers(0, 400),
    st.sampled_from(["day", "week", "month"]),
    st.sampled_from(["monday", "sunday"]),
)


def sample(values: Sequence[float]) -> Sample:
    variance = statistics.variance(values) if len(values) > 1 else 0.0
    return Sample(len(values), statistics.fmean(values), variance)


@pytest.mark.parametrize(
    ("freedom", "expected"),
    [
        (1, 12.706),
        (2, 4.303),
        (3, 3.182),
        (4, 2.776),
        (5, 2.571),
        (8, 2.306),
        (10, 2.228),
        (20, 2.086),
        (30, 2.042),
        (60, 2.000),
        (120, 1.980),
        (1e6, 1.960),
    ],
)
def test_the_quantiles_are_those_of_the_tables(freedom: float, expected: float) -> None:
    """Two-sided 5 %, as printed in any table of Student's t (NIST/SEMATECH, 1.3.6.7.2)."""
    assert round(quantile(0.975, freedom), 3) == expected


def test_the_tails_are_those_known_in_closed_form() -> None:
    for t in (0.1, 0.5, 1.0, 3.0, 20.0):
        assert isclose(both_tails(t, 2), 1 - t / sqrt(2 + t * t), rel_tol=1e-9)
    assert isclose(both_tails(1, 1), 0.5, rel_tol=1e-12)


@given(st.floats(0.6, 0.9999), st.floats(1, 500))
def test_a_quantile_has_the_probability_that_it_is_of(probability: float, freedom: float) -> None:
    t = quantile(probability, freedom)

    assert isclose(both_tails(t, freedom), 2 * (1 - probability), rel_tol=1e-6)


def test_welchs_interval_is_that_of_a_worked_example() -> None:
    """By hand: variances 2.5 and 10, n 5 and 5, so the degrees of freedom are 5.88.

    t lies between 2.571 and 2.447 of the tables, and the standard error is 1.581.
    """
    one, other = sample([1, 2, 3, 4, 5]), sample([2, 4, 6, 8, 10])

    low, high = welch(one, other)

    assert (round(low, 3), round(high, 3)) == (-6.888, 0.888)


@given(valences, valences)
def test_an_interval_lies_around_the_difference(one: list[float], other: list[float]) -> None:
    first, second = sample([*one, 0.5]), sample([*other, -0.5])

    low, high = welch(first, second)

    assert low <= first.mean - second.mean + 1e-12
    assert high >= first.mean - second.mean - 1e-12
    assert -inf < low <= high < inf


@given(st.lists(valences, max_size=6))
def test_samples_put_together_are_the_sample_of_all(parts: list[list[float]]) -> None:
    values = [value for part in parts for value in part]

    found = together(sample(part) for part in parts)

    assert found.n == len(values)
    if values:
        assert isclose(found.mean, statistics.fmean(values), abs_tol=1e-9)
        assert isclose(found.variance, sample(values).variance, abs_tol=1e-9)


@given(valences, valences)
def test_a_part_taken_out_leaves_the_rest(part: list[float], rest: list[float]) -> None:
    left, expected = apart(sample(part + rest), sample(part)), sample(rest)

    assert left.n == expected.n
    assert isclose(left.mean, expected.mean, abs_tol=1e-9)
    assert isclose(left.variance, expected.variance, abs_tol=1e-9)


@given(windows)
def test_buckets_cover_the_window_without_overlap(window: Window) -> None:
    buckets = list(window.buckets())

    assert buckets[0].start == window.start
    assert buckets[-1].end == window.end
    for one, other in pairwise(buckets):
        assert one.end + timedelta(days=1) == other.start
    for bucket in buckets:
        assert window.bucket_start(bucket.end) == bucket.start


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(-16 * 60, 16 * 60),
    st.integers(0, 12),
)
def test_no_local_date_is_farther_from_its_moment_than_the_index_looks(
    moment: datetime, offset: int, starts: int
) -> None:
    wall = moment.astimezone(timezone(timedelta(minutes=offset))).replace(tzinfo=None)
    day = (wall - timedelta(hours=starts)).date()
    midnight = datetime.combine(day, time(), UTC)

    assert midnight - BEFORE <= moment < midnight + AFTER


def test_the_index_looks_far_enough_for_the_zones_there_are() -> None:
    from zoneinfo import ZoneInfo, available_timezones  # noqa: PLC0415

    moment = datetime(2026, 3, 10, 0, 30, tzinfo=UTC)
    for name in sorted(available_timezones()):
        for starts in (time(0), time(12)):
            day = local_date(moment, ZoneInfo(name), starts)
            midnight = datetime.combine(day, time(), UTC)
            assert midnight - BEFORE <= moment < midnight + AFTER, name


@given(
    st.lists(
        st.tuples(
            st.sampled_from([MONDAY, MONDAY + timedelta(days=7)]),
            st.sampled_from(sorted(balance_rules.ATTENTION)),
            st.integers(1, 9),
        )
    )
)
def test_a_share_lies_between_nothing_and_all(rows: list[tuple[date, str, int]]) -> None:
    found = balances(FORTNIGHT, balance_rules.ATTENTION, [Tally(*row) for row in rows])

    assert found.whole.n == sum(each.n for each in found.buckets) == sum(n for *_, n in rows)
    assert found.whole.first + found.whole.second == found.whole.n
    assert (found.whole.share is None) == (not rows)
    for each in (found.whole, *found.buckets):
        assert each.share is None or 0 <= each.share <= 1
        assert each.sufficient == (each.n >= 7)


@pytest.mark.parametrize(
    ("logs", "met", "score"),
    [
        ([], [], 0),
        ([("body", ["alone"], False, 9)], [], 5),
        ([("body", ["friends", "person"], False, 1)], [], 13),
        ([("body", ["alone"], True, 2)], [], 30),
        ([], [True, False], 12),
        (
            [(area, ["friends", "family", "new_people"], True, 1) for area in "abcdef"],
            [True],
            100,
        ),
    ],
)
def test_growth_is_four_quarters(
    logs: list[tuple[str, list[str], bool, int]], met: list[bool], score: int
) -> None:
    """In 14 days, 4 * 14 / 30 first times are full."""
    whole, buckets = growths(
        FORTNIGHT,
        [Logs(MONDAY, *log) for log in logs],
        [GoalPeriod(FORTNIGHT.end, each) for each in met],
    )

    assert whole.score == score
    assert sum(each.n for each in buckets) == whole.n


@pytest.mark.parametrize(
    ("done", "aside", "today", "expected"),
    [
        ({}, [], 20, [False, False]),
        ({0: 2, 7: 1}, [], 20, [True, False]),
        ({0: 2}, [], 10, [True]),
        ({0: 2, 7: 2}, [], 10, [True, True]),
        ({0: 2}, [Span(MONDAY + timedelta(days=7), date.max)], 20, [True]),
        ({0: 2}, [Span(MONDAY, MONDAY)], 20, [True, False]),
    ],
)
def test_periods_count_once_over_or_met(
    done: dict[int, int], aside: list[Span], today: int, expected: list[bool]
) -> None:
    definition = Definition(MONDAY, 2, "week", "monday", None, None)
    counts = {MONDAY + timedelta(days=day): n for day, n in done.items()}
    goal = Goal("x", definition, counts, aside)

    found = list(goal_periods(FORTNIGHT, goal, MONDAY + timedelta(days=today)))

    assert [each.met for each in found] == expected
