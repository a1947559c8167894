from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.companion.milestones.rules import (
    Pause,
    Reached,
    Stretch,
    is_news,
    milestone_id,
    next_on,
    reached,
)
from app.companion.milestones.settling import Kept, settled
from app.companion.milestones.stretches import closed_stretches, last_stretch
from app.companion.streaks.arithmetic.rollup_json import rollup_to_json
from app.companion.streaks.arithmetic.rollups import roll_up
from tests.companion.milestones.oracle import held
from tests.companion.streaks.arithmetic.oracle import Life
from tests.companion.streaks.arithmetic.random_lives import lives

STREAK = UUID(int=99)
START = date(2026, 7, 1)
NOW = datetime(2026, 7, 10, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def days_of(until: str, *pauses: tuple[str, str | None]) -> list[tuple[int, str]]:
    stretch = Stretch(STREAK, START, date.fromisoformat(until))
    return [(each.days, each.on.isoformat()[2:]) for each in reached([stretch], read(*pauses))]


def read(*pauses: tuple[str, str | None]) -> list[Pause]:
    return [
        (date.fromisoformat(first), None if last is None else date.fromisoformat(last))
        for first, last in pauses
    ]


@pytest.mark.parametrize(
    ("until", "pauses", "expected"),
    [
        ("2026-07-01", [], []),
        ("2026-06-30", [], []),
        ("2026-07-02", [], [(1, "26-07-02")]),
        ("2026-07-07", [], [(1, "26-07-02"), (3, "26-07-04")]),
        ("2026-07-08", [], [(1, "26-07-02"), (3, "26-07-04"), (7, "26-07-08")]),
        ("2026-07-08", [("2026-07-02", "2026-07-03")], [(1, "26-07-04"), (3, "26-07-06")]),
        ("2026-07-08", [("2026-06-20", "2026-07-02")], [(1, "26-07-03"), (3, "26-07-05")]),
        ("2026-07-08", [("2026-07-05", None)], [(1, "26-07-02"), (3, "26-07-04")]),
        (
            "2026-07-08",
            [("2026-07-05", "2026-07-05"), ("2026-07-04", "2026-07-04")],
            [(1, "26-07-02"), (3, "26-07-06")],
        ),
    ],
)
def test_a_milestone_is_reached_when_its_days_are(
    until: str, pauses: list[tuple[str, str | None]], expected: list[tuple[int, str]]
) -> None:
    assert days_of(until, *pauses) == expected


def test_after_half_a_year_they_come_once_in_365_days_for_ever() -> None:
    days = [days for days, _ in days_of("2126-07-01")]

    assert days[:12] == [1, 3, 7, 14, 21, 31, 56, 90, 180, 365, 730, 1095]
    assert days[-1] == 100 * 365


@pytest.mark.parametrize(
    ("until", "pauses", "expected"),
    [
        ("2026-07-01", [], "2026-07-02"),
        ("2026-07-02", [], "2026-07-04"),
        ("2026-07-03", [], "2026-07-04"),
        ("2026-07-04", [("2026-07-06", "2026-07-07")], "2026-07-10"),
        ("2026-07-04", [("2026-07-06", None)], None),
        ("2027-07-01", [], "2028-06-30"),
        ("9999-12-31", [], None),
    ],
)
def test_the_next_one_is_known_unless_a_pause_has_no_end(
    until: str, pauses: list[tuple[str, str | None]], expected: str | None
) -> None:
    found = next_on(Stretch(STREAK, START, date.fromisoformat(until)), read(*pauses))

    assert found == (None if expected is None else date.fromisoformat(expected))


@pytest.mark.parametrize(("today", "expected"), [(9, False), (10, True), (11, True), (12, False)])
def test_only_what_was_reached_today_or_yesterday_is_news(today: int, *, expected: bool) -> None:
    assert is_news(date(2026, 7, 10), date(2026, 7, today)) is expected


def test_the_same_milestone_has_the_same_id_and_no_other_has() -> None:
    break_id = UUID(int=7)
    ids = {
        milestone_id(s, o, d)
        for s in (STREAK, break_id)
        for o in (STREAK, break_id)
        for d in (1, 3)
    }

    assert len(ids) == 8
    assert milestone_id(STREAK, STREAK, 7) == UUID("4859681b-a80f-5a39-990b-e6d954115fb3")


def test_a_milestone_is_awarded_once_revoked_once_and_returns_as_it_was() -> None:
    found = [Reached(STREAK, 1, date(2026, 7, 2))]
    id_ = milestone_id(STREAK, STREAK, 1)
    new = settled(STREAK, found, {}, now=NOW)
    revoked = settled(STREAK, [], new, now=LATER)

    assert new == {id_: Kept(STREAK, 1, date(2026, 7, 2), NOW, None)}
    assert settled(STREAK, found, new, now=LATER) == {}
    assert revoked == {id_: Kept(STREAK, 1, date(2026, 7, 2), NOW, LATER)}
    assert settled(STREAK, [], revoked, now=LATER + timedelta(days=1)) == {}
    assert settled(STREAK, found, revoked, now=LATER) == new


@settings(max_examples=400, deadline=None)
@given(lives())
def test_random_lives_have_the_milestones_of_a_count_by_hand(life: Life) -> None:
    assert set(milestones_of(life)) == {
        Reached(STREAK if opener is None else opener, days, on) for opener, days, on in held(life)
    }


@settings(max_examples=200, deadline=None)
@given(lives(), st.integers(0, 400))
def test_the_next_one_is_the_first_that_waiting_brings(life: Life, wait: int) -> None:
    pauses = [(pause.from_on, pause.until_on) for pause in life.pauses]
    running = stretches_of(life)[-1]
    later = Stretch(running.opened_by, running.started_on, running.until + timedelta(days=wait))
    came = [each.on for each in reached([later], pauses) if each.on > running.until]
    expected = next_on(running, pauses)

    assert came[:1] == ([expected] if expected is not None and expected <= later.until else [])


def milestones_of(life: Life) -> list[Reached]:
    pauses = [(pause.from_on, pause.until_on) for pause in life.pauses]
    return list(reached(stretches_of(life), pauses))


def stretches_of(life: Life) -> list[Stretch]:
    rollup, closed = roll_up(life.definition, life.events, life.policies, life.pauses)
    segments = [
        (each.opened_by and str(each.opened_by), str(each.started_on), str(each.ended_on))
        for each in closed
    ]
    stored = rollup_to_json(rollup)
    last = last_stretch(STREAK, stored, life.definition.ended_on, life.today)
    return [*closed_stretches(STREAK, segments), last]
