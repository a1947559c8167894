import pytest

from app.companion.streaks.arithmetic.date_runs import Run, count, joined, outside


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([], []),
        ([(4, 6), (1, 2)], [(1, 2), (4, 6)]),
        ([(3, 6), (1, 2)], [(1, 6)]),
        ([(1, 9), (2, 3)], [(1, 9)]),
        ([(5, 3), (7, 6)], []),
    ],
)
def test_joined_runs_are_the_fewest_with_the_same_days(
    runs: list[Run], expected: list[Run]
) -> None:
    assert joined(runs) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (1, 20, [(1, 4), (8, 9), (13, 20)]),
        (5, 12, [(8, 9)]),
        (7, 10, [(8, 9)]),
        (6, 7, []),
        (9, 8, []),
        (15, 16, [(15, 16)]),
    ],
)
def test_outside_of_runs_lie_the_days_between_them(
    first: int, last: int, expected: list[Run]
) -> None:
    assert outside([(5, 7), (10, 12)], first, last) == expected


def test_a_run_counts_both_its_ends() -> None:
    assert count([(5, 7), (10, 10)]) == 4
