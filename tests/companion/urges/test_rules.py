"""Which techniques are offered, as tables."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.companion.urges.toolkit.rules import Record, because, offered, ranked

IDS = [UUID(int=number) for number in range(5)]
counts = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(
    lambda two: Record(max(two), min(two))
)
lives = st.dictionaries(st.sampled_from(IDS), counts)
Life = dict[int, tuple[int, int]]


def life(records: Life) -> dict[UUID, Record]:
    return {UUID(int=number): Record(*counted) for number, counted in records.items()}


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ({}, [0, 1, 2]),  # all are worth 1/2: the order decides
        ({3: (1, 1)}, [3, 0, 1]),  # 2/3
        ({0: (1, 0)}, [1, 2, 3]),  # 1/3
        ({4: (2, 2), 3: (1, 1)}, [4, 3, 0]),  # 3/4, 2/3
        ({4: (2, 1)}, [0, 1, 2]),  # 2/4 is a tie with the untried
        ({0: (2, 1)}, [0, 1, 2]),
        ({2: (1, 0), 3: (3, 0), 4: (9, 9)}, [4, 0, 1]),
        ({0: (9, 9), 1: (8, 8), 2: (2, 0), 3: (1, 0), 4: (2, 1)}, [0, 1, 3]),
        ({0: (9, 9), 1: (8, 8), 2: (1, 0), 3: (1, 1), 4: (1, 0)}, [0, 1, 2]),
    ],
)
def test_the_two_best_and_the_least_tried_of_the_rest(records: Life, expected: list[int]) -> None:
    assert [each.int for each in offered(IDS, life(records))] == expected


@given(lives)
def test_three_different_ones_are_offered_and_the_first_two_lead_the_ranking(
    records: dict[UUID, Record],
) -> None:
    found = offered(IDS, records)

    assert len(set(found)) == 3
    assert found[:2] == ranked(IDS, records)[:2]
    assert sorted(ranked(IDS, records)) == IDS


@given(lives, st.sampled_from(IDS))
def test_one_more_time_that_it_helped_never_lowers_a_technique(
    records: dict[UUID, Record], technique: UUID
) -> None:
    before = records.get(technique, Record(0, 0))
    more = records | {technique: Record(before.tried + 1, before.helped + 1)}

    assert ranked(IDS, more).index(technique) <= ranked(IDS, records).index(technique)


def test_of_few_techniques_all_are_offered() -> None:
    assert offered(IDS[:2], {}) == IDS[:2]


@pytest.mark.parametrize(
    ("tried", "helped", "text"),
    [
        (0, 0, "untried"),
        (1, 1, "helped_once"),
        (1, 0, "tried_once"),
        (5, 4, "helped"),
        (2, 0, "tried"),
    ],
)
def test_because_says_what_is_known(tried: int, helped: int, text: str) -> None:
    assert because(Record(tried, helped)) == text
