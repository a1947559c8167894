from dataclasses import replace
from datetime import date

import pytest

from app.companion.streaks.arithmetic.explanations import explain
from tests.companion.streaks.arithmetic.plain_values import SAM, contact, pause, policy, streak

DEFINITION = streak("2026-06-01T09:00", ended="2026-06-20T09:00")
FIRST = policy("2026-06-01T09:00", "reached_out")
SECOND = policy("2026-06-10T12:00", "reached_out", "replied")
EVENTS = [
    contact("2026-06-10T13:00", "replied", restart="2026-06-13T09:00"),
    contact("2026-06-10T11:00", "replied"),
    contact("2026-06-16T12:00"),
    contact("2026-06-05T12:00", "heard_from"),
    contact("2026-05-31T12:00"),
]
PAUSES = [pause("2026-06-16", "2026-06-17")]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2026-05-31", "before_start"),
        ("2026-06-01", "kept"),
        ("2026-06-05", "kept"),
        ("2026-06-09", "kept"),
        ("2026-06-10", "broken"),
        ("2026-06-11", "gap"),
        ("2026-06-12", "gap"),
        ("2026-06-13", "kept"),
        ("2026-06-15", "kept"),
        ("2026-06-16", "paused"),
        ("2026-06-17", "paused"),
        ("2026-06-18", "kept"),
        ("2026-06-20", "kept"),
        ("2026-06-21", "after_ending"),
    ],
)
def test_every_date_is_told_what_it_is(day: str, state: str) -> None:
    found = explain(DEFINITION, EVENTS, [FIRST, SECOND], PAUSES, date.fromisoformat(day))
    assert (found.on, found.state) == (date.fromisoformat(day), state)
    assert found.paused == (state == "paused")


def test_a_date_shows_its_events_in_order_with_verdict_and_policy() -> None:
    others = replace(contact("2026-06-10T20:00"), person_id=SAM)
    found = explain(DEFINITION, [others, *EVENTS], [FIRST, SECOND], PAUSES, date(2026, 6, 10))
    assert [(judged.verdict.because, judged.policy) for judged in found.events] == [
        ("kind-not-counted", FIRST),
        ("counts", SECOND),
        ("other-person", SECOND),
    ]
    assert [judged.event.occurred_at.hour for judged in found.events] == [9, 11, 18]  # UTC


@pytest.mark.parametrize(
    ("day", "in_force"),
    [(9, [FIRST]), (10, [FIRST, SECOND]), (11, [SECOND])],
)
def test_a_date_names_the_policy_versions_of_its_hours(day: int, in_force: list[object]) -> None:
    found = explain(DEFINITION, [], [SECOND, FIRST], [], date(2026, 6, day))
    assert list(found.policies) == in_force
    assert explain(DEFINITION, [], [], [], date(2026, 6, day)).policies == ()


def test_an_event_brings_its_version_along_where_its_zone_is_hours_off() -> None:
    in_honolulu = replace(contact("2026-06-10T13:00"), local_date=date(2026, 6, 9))
    found = explain(DEFINITION, [in_honolulu], [FIRST, SECOND], [], date(2026, 6, 9))
    assert list(found.policies) == [FIRST, SECOND]
    assert found.state == "broken"


def test_a_break_dated_before_the_start_still_says_that_it_counts() -> None:
    flown_west = replace(contact("2026-06-01T10:00"), local_date=date(2026, 5, 31))
    found = explain(DEFINITION, [flown_west], [], [], date(2026, 5, 31))
    assert found.state == "before_start"
    assert found.events[0].verdict.breaks
