"""The dates that are set aside."""

from datetime import date

import pytest

from app.companion.goals.arithmetic.dates_aside import (
    Pause,
    Span,
    dates_aside,
    first_free,
    overlaps,
)

M = "2026-03-"


def on(text: str) -> date:
    return date.fromisoformat(M + text)


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
