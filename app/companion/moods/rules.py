"""How pleasant a valence is, in words: seven equal classes of -1 to 1."""

from bisect import bisect_left
from typing import get_args

from app.companion.moods.vocabulary import Classification

CUTS = (1 / 7, 3 / 7, 5 / 7)
CLASSES: tuple[Classification, ...] = get_args(Classification)
NEUTRAL = CLASSES.index("neutral")


def classify(valence: float) -> Classification:
    """Name the class of a valence; one on a cut belongs to the milder, on both sides alike."""
    step = bisect_left(CUTS, abs(valence))
    return CLASSES[NEUTRAL + step if valence > 0 else NEUTRAL - step]
