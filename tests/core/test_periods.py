"""Periods by the calendar."""

from datetime import date

import pytest

from app.core.periods import period_of

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
