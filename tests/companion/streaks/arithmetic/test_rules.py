"""The worked examples of streaks.md, to the digit, and what lies between them."""

from dataclasses import replace
from datetime import date

import pytest

from app.companion.streaks.arithmetic.rollup_json import rollup_from_json, rollup_to_json
from app.companion.streaks.arithmetic.rollups import roll_up
from app.companion.streaks.arithmetic.rules import figures, last_segment
from tests.companion.streaks.arithmetic.plain_values import (
    at,
    closed,
    contact,
    on,
    pause,
    policy,
    shown,
    streak,
)


def test_days_are_dates_apart_though_a_night_was_an_hour_short() -> None:
    definition = streak("2026-03-20T22:00+01:00")
    slip = contact("2026-03-29T10:00+02:00")
    found = shown(definition, [slip], "2026-04-05T12:00+02:00")
    assert [segment.days for segment in closed(definition, [slip])] == [9]
    assert (found.current.days, found.current.elapsed_seconds) == (7, 612_000)
    assert (found.longest.days, found.journey_days) == (9, 16)
    assert (found.days_tried, found.days_kept, found.kept_ratio) == (17, 16, 0.941)
    assert (found.slip_count, found.last_slip_at) == (1, slip.occurred_at)
    assert found.steadiness == 0.5603


def test_a_slip_inside_a_gap_extends_it_and_opens_no_segment() -> None:
    definition = streak("2026-05-01T12:00")
    first = contact("2026-05-04T12:00", restart="2026-05-06T12:00")
    inside = contact("2026-05-05T12:00", restart="2026-05-08T12:00")
    found = shown(definition, [first, inside], "2026-05-12T12:00")
    assert (found.current.days, found.slip_count) == (4, 2)
    assert (found.days_tried, found.days_kept) == (12, 8)
    assert [segment.closed_by for segment in closed(definition, [first, inside])] == [first.id]


def test_paused_dates_are_neither_kept_nor_broken() -> None:
    definition, pauses = streak("2026-06-01T12:00"), [pause("2026-06-04", "2026-06-07")]
    slips = [contact("2026-06-05T12:00"), contact("2026-06-12T12:00")]
    found = shown(definition, slips, "2026-06-15T12:00", pauses=pauses)
    assert [segment.days for segment in closed(definition, slips, pauses)] == [7]
    assert (found.current.days, found.slip_count) == (3, 1)
    assert (found.days_tried, found.days_kept, found.kept_ratio) == (11, 10, 0.909)


def test_a_new_policy_counts_from_its_moment_and_leaves_the_past_alone() -> None:
    replies = [
        contact(f"2026-06-{moment}", "replied") for moment in ("08T12:00", "10T11:59", "10T12:00")
    ]
    policies = [
        policy("2026-06-01T12:00", "reached_out"),
        policy("2026-06-10T12:00", "reached_out", "replied"),
    ]
    found = shown(streak("2026-06-01T12:00"), replies, "2026-06-12T12:00", policies=policies)
    assert (found.longest.days, found.current.days) == (9, 2)
    assert (found.days_tried, found.days_kept, found.slip_count) == (12, 11, 1)


def test_deleting_a_slip_gives_the_figures_of_its_never_having_been() -> None:
    definition = streak("2026-07-01T12:00")
    slips = [contact("2026-07-05T12:00"), contact("2026-07-09T12:00")]
    both, second = (shown(definition, events, "2026-07-12T12:00") for events in (slips, slips[1:]))
    assert [segment.days for segment in closed(definition, slips)] == [4, 4]
    assert (both.current.days, both.kept_ratio) == (3, 0.833)
    assert [segment.days for segment in closed(definition, slips[1:])] == [8]
    assert (second.current.days, second.kept_ratio) == (3, 0.917)


def test_one_slip_after_two_months_costs_about_five_per_cent() -> None:
    definition, slip = streak("2026-01-01T12:00"), contact("2026-03-01T12:00")
    without = shown(definition, [], "2026-03-01T12:00").steadiness
    assert without == pytest.approx(0.9592, abs=5e-5)
    assert without - shown(definition, [slip], "2026-03-01T12:00").steadiness == pytest.approx(
        0.052, abs=1e-3
    )


def test_the_first_day_counts_as_tried_and_kept() -> None:
    found = shown(streak(), [], "2026-06-01T21:00")
    assert (found.current.days, found.current.elapsed_seconds) == (0, 12 * 3600)
    assert (found.days_tried, found.days_kept, found.kept_ratio) == (1, 1, 1.0)


def test_without_a_tried_date_there_is_no_ratio() -> None:
    all_paused = shown(streak(), [], "2026-06-09T12:00", pauses=[pause("2026-06-01")])
    ahead = shown(streak("2026-06-01T00:01"), [], "2026-05-31T23:58")
    for found in (all_paused, ahead):
        assert (found.days_tried, found.kept_ratio, found.steadiness) == (0, None, 0.0)
        assert found.current.days == 0
    assert (all_paused.journey_days, ahead.journey_days) == (8, 0)
    assert (ahead.status, ahead.current.elapsed_seconds) == ("active", 0)


@pytest.mark.parametrize(("slips", "ratio"), [(3, 0.812), (5, 0.688)])
def test_halves_of_the_ratio_go_to_the_even_neighbour(slips: int, ratio: float) -> None:
    events = [contact(f"2026-06-{day:02}T12:00") for day in range(2, 2 + slips)]
    found = shown(streak(), events, "2026-06-16T12:00")
    assert (found.days_tried, found.kept_ratio) == (16, ratio)


@pytest.mark.parametrize(
    ("slip", "now", "longest"),
    [
        ("2026-06-05T10:00", "2026-06-09T10:00", "2026-06-01T09:00"),  # 4 days, an hour more
        ("2026-06-05T09:00", "2026-06-09T09:00", "2026-06-01T09:00"),  # a tie: the earlier
        ("2026-06-05T09:00", "2026-06-09T09:00:01", "2026-06-05T09:00"),
        ("2026-06-05T23:00", "2026-06-10T00:30", "2026-06-05T23:00"),  # more days, fewer hours
    ],
)
def test_longest_is_most_days_then_most_seconds_then_the_earliest(
    slip: str, now: str, longest: str
) -> None:
    found = shown(streak(), [contact(slip)], now)
    assert found.longest.started_at == at(longest)
    assert found.longest.ended_at == (None if longest == slip else at(slip))


def test_while_paused_days_stand_still_and_seconds_run() -> None:
    pauses = [pause("2026-06-04", "2026-06-05"), pause("2026-06-10")]
    found = shown(streak(), [], "2026-06-20T09:00", pauses=pauses)
    assert (found.status, found.current.days, found.days_tried) == ("paused", 6, 7)
    assert found.current.elapsed_seconds == 19 * 86_400
    assert shown(streak(), [], "2026-06-09T09:00", pauses=pauses).status == "active"


def test_a_break_dated_after_the_users_today_moves_the_streaks_today() -> None:
    in_tokyo = replace(contact("2026-06-09T22:00"), local_date=date(2026, 6, 10))
    found = shown(streak(), [in_tokyo], "2026-06-09T23:00")
    assert (found.journey_days, found.days_tried, found.days_kept) == (9, 10, 9)
    assert (found.longest.days, found.current.days) == (9, 0)


def test_what_breaks_nothing_leaves_every_figure_as_it_was() -> None:
    from_tokyo = replace(contact("2026-06-09T22:00", "heard_from"), local_date=date(2026, 6, 10))
    now = "2026-06-09T23:00"
    assert shown(streak(), [from_tokyo], now) == shown(streak(), [], now)


def test_today_stays_at_the_greatest_date_when_a_later_break_is_dated_before_it() -> None:
    in_tokyo = replace(contact("2026-06-09T20:00"), local_date=date(2026, 6, 10))
    landed = contact("2026-06-09T22:00")
    found = shown(streak(), [in_tokyo, landed], "2026-06-09T23:00")
    assert (found.days_tried, found.days_kept, found.last_slip_at) == (10, 8, landed.occurred_at)


def test_the_last_segment_runs_to_now() -> None:
    definition, slip = streak(), contact("2026-06-05T09:00", restart="2026-06-07T09:00")
    rollup, _ = roll_up(definition, [slip], [], [])
    found = last_segment(definition, rollup, now=at("2026-06-10T09:00"), today=on("2026-06-10"))
    assert (found.opened_by, found.started_on) == (slip.id, on("2026-06-07"))
    assert (found.days, found.elapsed_seconds) == (3, 3 * 86_400)
    assert (found.ended_at, found.ended_on, found.closed_by) == (None, None, None)


def test_a_rollup_does_not_grow_with_what_lies_before_the_last_break() -> None:
    definition = streak("2026-01-01T09:00")
    slips = [contact(f"2026-0{month}-20T12:00") for month in range(1, 7)]
    past = [pause(f"2026-0{month}-10", f"2026-0{month}-12") for month in range(1, 7)]
    later = [
        pause("2026-06-29"),
        pause("2026-06-26", "2026-06-26"),
        pause("2026-06-25", "2026-06-25"),
    ]
    rollup, _ = roll_up(definition, slips, [], [*past, *later])
    assert rollup.pauses == (pause("2026-06-25", "2026-06-26"), pause("2026-06-29"))
    stored = rollup_from_json(rollup_to_json(rollup))
    found = figures(definition, stored, now=at("2026-06-30T12:00"), today=on("2026-06-30"))
    assert (found.days_tried, found.slip_count) == (181 - 18 - 4, 6)
