"""What the home screen tells, and when: quiet unless asked, and never silent about low days."""

from collections.abc import Sequence
from typing import NamedTuple

LOW = -0.5
LOW_DATES = 5
HOPELESS_DATES = 3
LOOKED_AT = 7
"""So many dates with check-ins are looked at, the latest ones."""
WITHIN_DAYS = 14
A_TRIFLE = 1e-9
"""What a mean may be off by for being reckoned in binary."""


class MoodDate(NamedTuple):
    """A local date with check-ins: their mean valence, and whether `hopeless` was named."""

    valence: float
    is_hopeless: bool


def moods_stay_low(dates: Sequence[MoodDate]) -> bool:
    """Judge the latest dates with check-ins, at most seven, all within 14 days.

    Fewer than seven are judged all the same: who is low says so less often.
    """
    latest = dates[:LOOKED_AT]
    low = sum(each.valence <= LOW + A_TRIFLE for each in latest)
    hopeless = sum(each.is_hopeless for each in latest)
    return low >= LOW_DATES or hopeless >= HOPELESS_DATES


def counts_are_shown(show_counters: str, *, is_asked: bool, safety_mode: bool) -> bool:
    """Tell whether days may be counted before the user's eyes."""
    if safety_mode:
        return False
    return show_counters == "always" or (show_counters == "on_request" and is_asked)
