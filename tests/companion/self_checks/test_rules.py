"""The score: a mean in which half of the statements count the other way round."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.companion.self_checks.rules import STATEMENTS, difference, score

ANSWERS = st.lists(st.integers(0, 10), min_size=6, max_size=6)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([10, 10, 10, 0, 0, 0], 10.0),
        ([0, 0, 0, 10, 10, 10], 0.0),
        ([5, 5, 5, 5, 5, 5], 5.0),
        ([10, 10, 10, 10, 10, 10], 5.0),
        ([6, 4, 5, 7, 3, 8], 4.5),
        ([1, 0, 0, 10, 10, 10], 0.2),  # 1/6
        ([2, 0, 0, 10, 10, 10], 0.3),  # 2/6
        ([10, 10, 10, 0, 0, 1], 9.8),  # 59/6
    ],
)
def test_the_score_is_the_mean_of_what_speaks_for_it(answers: list[int], expected: float) -> None:
    assert score(answers) == expected


def test_half_of_the_statements_are_reversed() -> None:
    assert [statement.is_reversed for statement in STATEMENTS] == [False] * 3 + [True] * 3


@given(ANSWERS)
def test_opposite_answers_have_scores_that_add_up_to_ten(answers: list[int]) -> None:
    opposite = [10 - answer for answer in answers]

    assert score(answers) + score(opposite) == pytest.approx(10)


@given(ANSWERS, st.integers(0, 5))
def test_each_statement_pulls_in_its_own_direction(answers: list[int], place: int) -> None:
    rising = [[*answers[:place], answer, *answers[place + 1 :]] for answer in range(11)]
    scores = [score(each) for each in rising]

    if STATEMENTS[place].is_reversed:
        scores.reverse()
    assert all(earlier < later for earlier, later in pairwise(scores))


@pytest.mark.parametrize(
    ("later", "earlier", "expected"), [(4.5, 4.2, 0.3), (0.1, 0.3, -0.2), (5, None, None)]
)
def test_a_difference_is_of_scores_as_they_are_shown(
    later: float, earlier: float | None, expected: float | None
) -> None:
    assert difference(later, earlier) == expected
