from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.companion.moods.rules import CLASSES, classify

valences = st.floats(-1, 1)


@pytest.mark.parametrize(
    ("valence", "expected"),
    [
        (-1, "veryUnpleasant"),
        (-0.715, "veryUnpleasant"),
        (-5 / 7, "unpleasant"),
        (-0.5, "unpleasant"),
        (-3 / 7, "slightlyUnpleasant"),
        (-0.143, "slightlyUnpleasant"),
        (-1 / 7, "neutral"),
        (-0.0, "neutral"),
        (0, "neutral"),
        (1 / 7, "neutral"),
        (0.143, "slightlyPleasant"),
        (3 / 7, "slightlyPleasant"),
        (0.5, "pleasant"),
        (5 / 7, "pleasant"),
        (0.715, "veryPleasant"),
        (1, "veryPleasant"),
    ],
)
def test_a_valence_has_a_class(valence: float, expected: str) -> None:
    assert classify(valence) == expected


@given(valences)
def test_classes_mirror_each_other_around_zero(valence: float) -> None:
    assert CLASSES.index(classify(valence)) + CLASSES.index(classify(-valence)) == 6


@given(st.lists(valences, min_size=2).map(sorted))
def test_more_pleasant_is_never_a_less_pleasant_class(ascending: list[float]) -> None:
    found = [CLASSES.index(classify(valence)) for valence in ascending]

    assert all(lower <= higher for lower, higher in pairwise(found))


@given(valences.filter(lambda valence: abs(valence * 7 % 2 - 1) > 1e-9))
def test_classes_are_sevenths_of_the_whole_range(valence: float) -> None:
    seventh = min(int((valence + 1) / 2 * 7), 6)

    assert CLASSES.index(classify(valence)) == seventh
