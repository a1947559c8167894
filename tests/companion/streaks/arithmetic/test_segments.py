from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.companion.streaks.arithmetic.verdicts import Event
from tests.companion.streaks.arithmetic.plain_values import (
    at,
    closed,
    contact,
    on,
    pause,
    shown,
    streak,
)


@pytest.mark.parametrize(
    ("second", "restarted"),
    [
        (contact("2026-06-07T12:00"), "2026-06-09T12:00"),
        (contact("2026-06-07T12:00", restart="2026-06-08T12:00"), "2026-06-09T12:00"),
        (contact("2026-06-07T12:00", restart="2026-06-11T12:00"), "2026-06-11T12:00"),
        (contact("2026-06-09T11:59", restart="2026-06-11T12:00"), "2026-06-11T12:00"),
        (contact("2026-06-05T12:00:01"), "2026-06-09T12:00"),
    ],
)
def test_a_break_inside_a_gap_only_ever_extends_it(second: Event, restarted: str) -> None:
    first = contact("2026-06-05T12:00", restart="2026-06-09T12:00")
    found = shown(streak(), [second, first], "2026-06-15T12:00")
    assert len(closed(streak(), [second, first])) == 1
    assert (found.current.started_at, found.slip_count) == (at(restarted), 2)
    assert found.current.days == (on("2026-06-15") - on(restarted)).days


def test_a_break_at_the_restart_closes_the_segment_that_began_there() -> None:
    first = contact("2026-06-05T12:00", restart="2026-06-09T12:00")
    second = contact("2026-06-09T12:00")
    found = closed(streak(), [first, second])
    assert [(segment.opened_by, segment.closed_by) for segment in found] == [
        (None, first.id),
        (first.id, second.id),
    ]
    assert (found[1].days, found[1].elapsed_seconds) == (0, 0)


def test_two_breaks_at_one_moment_leave_an_empty_segment_between_them() -> None:
    one = replace(contact("2026-06-05T12:00"), id=UUID(int=1))
    two = replace(one, id=UUID(int=2))
    found = closed(streak(), [two, one])
    assert [(segment.closed_by, segment.days) for segment in found] == [(one.id, 4), (two.id, 0)]
    assert shown(streak(), [two, one], "2026-06-06T12:00").slip_count == 2


def test_dates_between_a_break_and_its_restart_are_tried_and_not_kept() -> None:
    slip = contact("2026-06-05T12:00", restart="2026-06-09T12:00")
    for now, tried, kept in [("06-05", 5, 4), ("06-08", 8, 4), ("06-09", 9, 5), ("06-12", 12, 8)]:
        found = shown(streak(), [slip], f"2026-{now}T23:00")
        assert (found.days_tried, found.days_kept) == (tried, kept)


def test_a_restart_still_ahead_counts_nothing_yet() -> None:
    slip = contact("2026-06-05T23:58", restart="2026-06-06T00:02")
    found = shown(streak(), [slip], "2026-06-05T23:59")
    assert (found.current.days, found.current.elapsed_seconds) == (0, 0)
    assert (found.days_tried, found.days_kept) == (5, 4)


def test_days_of_a_segment_leave_out_paused_dates_after_its_first() -> None:
    slip = contact("2026-06-10T12:00")
    pauses = [pause("2026-05-20", "2026-06-02"), pause("2026-06-11", "2026-06-11")]
    assert [segment.days for segment in closed(streak(), [slip], pauses)] == [8]
    assert shown(streak(), [slip], "2026-06-11T12:00", pauses=pauses).current.days == 0
    assert shown(streak(), [slip], "2026-06-12T12:00", pauses=pauses).current.days == 1


def test_a_finished_streak_counts_to_its_ending_for_ever() -> None:
    ended = streak(ended="2026-06-11T09:00")
    slips = [contact("2026-06-05T09:00"), contact("2026-06-12T09:00")]
    pauses = [pause("2026-06-11", "2026-07-30")]
    found = shown(ended, slips, "2026-07-20T12:00", pauses=pauses)
    assert (found.status, found.slip_count, found.journey_days) == ("finished", 1, 10)
    assert (found.current.days, found.current.elapsed_seconds) == (5, 6 * 86_400)
    assert found.current.ended_at == at("2026-06-11T09:00")
    assert (found.days_tried, found.days_kept) == (10, 9)
    assert found == shown(ended, slips, "2026-06-11T09:01", pauses=pauses)


def test_an_ending_inside_a_gap_leaves_a_last_segment_of_nothing() -> None:
    ended = streak(ended="2026-06-07T09:00")
    slip = contact("2026-06-05T09:00", restart="2026-06-10T09:00")
    found = shown(ended, [slip], "2026-06-20T09:00")
    assert (found.current.days, found.current.elapsed_seconds) == (0, 0)
    assert (found.days_tried, found.days_kept, found.longest.days) == (7, 4, 4)


def test_no_date_counts_past_the_endings() -> None:
    in_tokyo = replace(contact("2026-06-10T22:00"), local_date=date(2026, 6, 11))
    ended = streak(ended="2026-06-10T23:00")
    found = shown(ended, [in_tokyo], "2026-06-20T12:00")
    assert (found.longest.days, found.journey_days, found.slip_count) == (9, 9, 1)
    assert (found.days_tried, found.days_kept) == (10, 10)
    assert [segment.ended_on for segment in closed(ended, [in_tokyo])] == [date(2026, 6, 10)]


def test_a_gap_across_zones_is_one_gap() -> None:
    first = contact("2026-06-02T12:00", restart="2026-06-05T22:00")
    in_tokyo = replace(
        contact("2026-06-05T21:00", restart="2026-06-08T12:00"), local_date=date(2026, 6, 6)
    )
    found = shown(streak(), [first, in_tokyo], "2026-06-08T13:00")
    assert (found.days_tried, found.days_kept) == (8, 2)


def test_a_break_dated_before_the_start_costs_no_date_of_the_streak() -> None:
    flown_west = replace(contact("2026-06-01T10:00"), local_date=date(2026, 5, 30))
    found = shown(streak(), [flown_west], "2026-06-02T12:00")
    assert (found.slip_count, found.days_tried, found.days_kept) == (1, 2, 2)


def test_a_segment_that_begins_on_an_earlier_date_than_a_break_leaves_out_pauses_between() -> None:
    in_tokyo = contact("2026-06-07T01:00")
    flown_west = replace(contact("2026-06-07T02:00"), local_date=date(2026, 6, 5))
    pauses = [pause("2026-06-06", "2026-06-06")]
    found = shown(streak(), [in_tokyo, flown_west], "2026-06-08T12:00", pauses=pauses)
    assert (found.current.days, found.days_tried, found.days_kept) == (2, 7, 5)


def test_paused_dates_of_a_gap_are_not_tried() -> None:
    slip = contact("2026-06-05T12:00", restart="2026-06-15T12:00")
    pauses = [pause("2026-06-08", "2026-06-10")]
    found = shown(streak(), [slip], "2026-06-12T12:00", pauses=pauses)
    assert (found.days_tried, found.days_kept) == (9, 4)
    assert shown(streak(), [slip], "2026-06-09T12:00", pauses=pauses).status == "paused"
