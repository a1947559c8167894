"""How secure somebody feels by their own word: six answers, one score. It diagnoses nothing."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

MOST = 10


class Statement(NamedTuple):
    """Agreeing with a reversed one lowers the score."""

    id: str
    is_reversed: bool


STATEMENTS = (
    Statement("enjoys_own_company", is_reversed=False),
    Statement("bears_silence", is_reversed=False),
    Statement("says_what_is_needed", is_reversed=False),
    Statement("needs_reassurance", is_reversed=True),
    Statement("drops_own_plans", is_reversed=True),
    Statement("looks_for_signs", is_reversed=True),
)
"""In the order in which answers are stored."""


def score(answers: Sequence[int]) -> float:
    """Give the mean of what speaks for feeling secure: 0 to 10, one decimal, halves to even."""
    points = (
        MOST - answer if statement.is_reversed else answer
        for statement, answer in zip(STATEMENTS, answers, strict=True)
    )
    return float(round(Fraction(sum(points), len(STATEMENTS)), 1))


def difference(later: float, earlier: float | None) -> float | None:
    """Subtract scores; None where there is no earlier one."""
    return None if earlier is None else round(later - earlier, 1)
