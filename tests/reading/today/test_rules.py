"""When moods stay low, and when days are counted, as tables of streaks.md and of the contract."""

import pytest

from app.reading.today.rules import MoodDate, counts_are_shown, moods_stay_low


def dates(text: str) -> list[MoodDate]:
    """Read dates, the latest first: `l` is low, `h` is hopeless, `b` is both, `.` is neither."""
    return [MoodDate(-0.5 if each in "lb" else -0.4, each in "hb") for each in text]


@pytest.mark.parametrize(
    ("latest_first", "stay_low"),
    [
        ("", False),
        ("lllll", True),
        ("llll", False),
        ("lllll..", True),
        ("..lllll", True),
        (".l.llll", True),
        ("llll...", False),
        ("llll...lll", False),  # only the latest seven are looked at
        ("...llllllll", False),
        ("hhh", True),
        ("hh", False),
        ("h.h...h", True),
        ("hh.....h", False),
        ("bb", False),
        ("bbb", True),
        ("llllh", False),
    ],
)
def test_moods_stay_low(latest_first: str, *, stay_low: bool) -> None:
    assert moods_stay_low(dates(latest_first)) is stay_low


@pytest.mark.parametrize(
    ("valence", "is_low"),
    [(-0.5, True), (-0.499, False), (-0.49999999999999994, True), (-1.0, True), (0.5, False)],
)
def test_a_date_is_low_from_minus_one_half_on(valence: float, *, is_low: bool) -> None:
    assert moods_stay_low([MoodDate(valence, is_hopeless=False)] * 5) is is_low


@pytest.mark.parametrize(
    ("show_counters", "is_asked", "safety_mode", "shown"),
    [
        ("always", False, False, True),
        ("always", True, False, True),
        ("on_request", False, False, False),
        ("on_request", True, False, True),
        ("never", False, False, False),
        ("never", True, False, False),
        ("always", True, True, False),
        ("on_request", True, True, False),
        ("never", True, True, False),
    ],
)
def test_days_are_counted_only_where_the_user_wants_it(
    show_counters: str, *, is_asked: bool, safety_mode: bool, shown: bool
) -> None:
    found = counts_are_shown(show_counters, is_asked=is_asked, safety_mode=safety_mode)

    assert found is shown
