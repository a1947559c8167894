"""Periods by the calendar, and the dates set aside."""

from datetime import date

import pytest

from app.companion.goals.arithmetic.dates_aside import (
    Pause,
    Span,
    dates_aside,
    first_free,
    overlaps,
)
from app.companion.goals.arithmetic.periods import period_of

M = "2026-03-"


def on(text: str) -> date:
    return date.fromisoformat(text if len(text) > 2 else M + text)


@pytest.mark.parametrize(
    ("day", "per", "week_starts_on", "start", "end"),
    [
        ("10", "day", None, "10", "10"),
        ("10", "week", "monday", "09", "15"),
        ("09", "week", "monday", "09", "15"),
        ("15", "week", "monday", "09", "15"),
        ("10", "week", "sunday", "08", "14"),
        ("08", "week", "sunday", "08", "14"),
        ("14", "week", "sunday", "08", "14"),
        ("2026-01-01", "week", "monday", "2025-12-29", "2026-01-04"),
        ("10", "month", None, "01", "31"),
        ("31", "month", None, "01", "31"),
        ("2024-02-29", "month", None, "2024-02-01", "2024-02-29"),
        ("2026-02-01", "month", None, "2026-02-01", "2026-02-28"),
        ("2026-12-31", "month", None, "2026-12-01", "2026-12-31"),
    ],
)
def test_a_date_lies_in_its_period(
    day: str, per: str, week_starts_on: str | None, start: str, end: str
) -> None:
    assert period_of(on(day), per, week_starts_on) == (on(start), on(end))


def test_dates_side_by_side_are_one_span() -> None:
    pauses = [Pause(on("05"), on("07")), Pause(on("20"), None), Pause(on("25"), on("26"))]

    found = dates_aside([on("08"), on("04"), on("10")], pauses)

    assert found == [
        Span(on("04"), on("08")),
        Span(on("10"), on("10")),
        Span(on("20"), date.max),
    ]
    assert first_free(found, on("03")) == on("03")
    assert first_free(found, on("04")) == on("09")
    assert first_free(found, on("10")) == on("11")
    assert first_free(found, on("19")) == on("19")
    assert first_free(found, on("20")) == date.max
    assert first_free([], on("20")) == on("20")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Pause(on("01"), on("04")), False),
        (Pause(on("01"), on("05")), True),
        (Pause(on("07"), on("07")), True),
        (Pause(on("08"), None), False),
        (Pause(on("06"), None), True),
        (Pause(on("01"), None), True),
    ],
)
def test_pauses_overlap_in_a_date_of_both(other: Pause, expected: bool) -> None:  # noqa: FBT001
    assert overlaps(Pause(on("05"), on("07")), [other]) is expected
    assert overlaps(other, [Pause(on("05"), on("07"))]) is expected
