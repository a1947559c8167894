"""The rules of return checks: each, its borders, the order, and what nearly decided."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import app.companion.return_checks as feature
from app.companion.return_checks.rules import RULES, Answers, decide, silence_days
from app.companion.return_checks.vocabulary import Advice, Wants
from app.core.texts import texts

FINE = Answers(
    afraid=False, pressured=False, explained=True, need_to_blame=0, calm=10, wants="reconnect"
)
ADVICE = {
    "unsafe": "let_go",
    "need_to_blame": "let_go",
    "unexplained_silence": "let_go",
    "explained_silence": "set_boundary",
    "not_calm": "wait",
    "curiosity": "set_boundary",
    "openness": "stay_open",
}
every_answer = st.builds(
    Answers,
    afraid=st.booleans(),
    pressured=st.booleans(),
    explained=st.booleans(),
    need_to_blame=st.integers(0, 10),
    calm=st.integers(0, 10),
    wants=st.sampled_from(get_args(Wants)),
)
every_silence = st.none() | st.integers(0, 10_000)


@pytest.mark.parametrize(
    ("said", "silence", "rule"),
    [
        ({}, None, "openness"),
        ({}, 0, "openness"),
        ({"afraid": True}, None, "unsafe"),
        ({"pressured": True}, None, "unsafe"),
        ({"afraid": True, "pressured": True}, 0, "unsafe"),
        ({"need_to_blame": 6}, 0, "openness"),
        ({"need_to_blame": 7}, 0, "need_to_blame"),
        ({"need_to_blame": 10}, None, "need_to_blame"),
        ({"explained": False}, 20, "openness"),
        ({"explained": False}, 21, "unexplained_silence"),
        ({"explained": False}, None, "openness"),
        ({"explained": True}, 20, "openness"),
        ({"explained": True}, 21, "explained_silence"),
        ({"explained": True}, 9_999, "explained_silence"),
        ({"calm": 4}, 0, "openness"),
        ({"calm": 3}, 0, "not_calm"),
        ({"calm": 0}, None, "not_calm"),
        ({"wants": "curious"}, 0, "curiosity"),
        ({"wants": "unclear"}, 0, "curiosity"),
        ({"wants": "closure"}, 0, "openness"),
    ],
)
def test_each_rule_has_its_border(said: dict[str, Any], silence: int | None, rule: str) -> None:
    verdict = decide(replace(FINE, **said), silence)

    assert RULES[verdict.decided_by - 1] == rule
    assert verdict.advice == ADVICE[rule]


EVERYTHING_AT_ONCE: dict[str, Any] = {
    "afraid": True,
    "need_to_blame": 10,
    "explained": False,
    "calm": 0,
    "wants": "unclear",
}


@pytest.mark.parametrize(
    ("but", "silence", "rule"),
    [
        ({}, 30, "unsafe"),
        ({"afraid": False}, 30, "need_to_blame"),
        ({"afraid": False, "need_to_blame": 0}, 30, "unexplained_silence"),
        ({"afraid": False, "need_to_blame": 0, "explained": True}, 30, "explained_silence"),
        ({"afraid": False, "need_to_blame": 0}, 1, "not_calm"),
        ({"afraid": False, "need_to_blame": 0}, None, "not_calm"),
        ({"afraid": False, "need_to_blame": 0, "calm": 9}, 1, "curiosity"),
        ({"afraid": False, "need_to_blame": 0, "calm": 9, "wants": "closure"}, 1, "openness"),
    ],
)
def test_the_first_that_fits_decides(but: dict[str, Any], silence: int | None, rule: str) -> None:
    verdict = decide(replace(FINE, **(EVERYTHING_AT_ONCE | but)), silence)

    assert RULES[verdict.decided_by - 1] == rule


@pytest.mark.parametrize(
    ("said", "silence", "nearly"),
    [
        ({}, None, []),
        ({"need_to_blame": 4}, None, []),
        ({"need_to_blame": 5}, None, ["need_to_blame"]),
        ({"need_to_blame": 6}, None, ["need_to_blame"]),
        ({"need_to_blame": 7}, None, []),
        ({"explained": False}, 13, []),
        ({"explained": False}, 14, ["unexplained_silence"]),
        ({"explained": False}, 20, ["unexplained_silence"]),
        ({"explained": False}, 21, []),
        ({"explained": True}, 13, []),
        ({"explained": True}, 14, ["explained_silence"]),
        ({"explained": True}, 20, ["explained_silence"]),
        ({"calm": 6}, 0, []),
        ({"calm": 5}, 0, ["not_calm"]),
        ({"calm": 4}, 0, ["not_calm"]),
        ({"calm": 3}, 0, []),
        ({"need_to_blame": 6, "calm": 5}, 14, ["need_to_blame", "explained_silence", "not_calm"]),
        ({"need_to_blame": 6, "calm": 3}, 14, ["need_to_blame", "explained_silence"]),
        ({"need_to_blame": 6, "calm": 4}, 21, ["need_to_blame"]),
        ({"need_to_blame": 6, "calm": 4, "afraid": True}, 20, []),
        ({"calm": 4, "wants": "curious"}, None, ["not_calm"]),
    ],
)
def test_what_misses_by_two_points_or_seven_days_nearly_decided(
    said: dict[str, Any], silence: int | None, nearly: list[str]
) -> None:
    verdict = decide(replace(FINE, **said), silence)

    assert [RULES[number - 1] for number in verdict.nearly] == nearly


def test_cooling_off_is_a_day_and_three_without_calm() -> None:
    cases: list[tuple[dict[str, Any], int]] = [
        ({}, 24),
        ({"calm": 3}, 72),
        ({"calm": 3, "afraid": True}, 24),
    ]
    for said, hours in cases:
        assert decide(replace(FINE, **said), None).cooling_off == timedelta(hours=hours)


def test_all_answers_are_decided_as_written_down() -> None:
    flags, scale = (False, True), range(11)
    silences = (None, 0, 13, 14, 20, 21, 22)
    for values in product(flags, flags, flags, scale, scale, get_args(Wants)):
        answers = Answers(*values)
        for silence in silences:
            assert decide(answers, silence).decided_by == as_written(answers, silence)


def as_written(answers: Answers, silence: int | None) -> int:
    """Tell the number by streaks.md's own sentences."""
    vanished = silence is not None and silence >= 21
    sentences = [
        answers.afraid or answers.pressured,
        answers.need_to_blame >= 7,
        vanished and not answers.explained,
        vanished and answers.explained,
        answers.calm <= 3,
        answers.wants in ("curious", "unclear"),
        True,
    ]
    return sentences.index(True) + 1


@given(every_answer, every_silence)
def test_there_is_one_advice_for_everything_and_always_the_same(
    answers: Answers, silence: int | None
) -> None:
    verdict = decide(answers, silence)

    assert verdict == decide(replace(answers), silence)
    assert verdict.advice in get_args(Advice)
    assert 1 <= verdict.decided_by <= 7
    assert verdict.nearly == sorted(set(verdict.nearly))
    assert all(number < verdict.decided_by for number in verdict.nearly)


@given(every_answer, every_silence)
def test_what_nearly_decided_decides_once_its_figure_moves_that_little(
    answers: Answers, silence: int | None
) -> None:
    for number in decide(answers, silence).nearly:
        moved = {
            2: (replace(answers, need_to_blame=answers.need_to_blame + 2), silence),
            3: (answers, (silence or 0) + 7),
            4: (answers, (silence or 0) + 7),
            5: (replace(answers, calm=answers.calm - 2), silence),
        }
        assert decide(*moved[number]).decided_by == number


@pytest.mark.parametrize(
    ("last", "days"),
    [(None, None), (date(2026, 3, 10), 0), (date(2026, 3, 9), 1), (date(2026, 2, 17), 21)],
)
def test_silence_is_counted_in_dates(last: date | None, days: int | None) -> None:
    assert silence_days(date(2026, 3, 10), last) == days


def test_a_journey_to_another_zone_makes_no_silence_negative() -> None:
    assert silence_days(date(2026, 3, 10), date(2026, 3, 11)) == 0


@pytest.mark.parametrize("part", ["reasons", "nearly"])
def test_who_would_blame_is_not_told_of_revenge(part: str) -> None:
    """The question is whether one holds it against them, in each language."""
    package = feature.__name__

    assert "hold it against them" in texts(package, "en")[part]["need_to_blame"]
    assert re.search("vor(zu)?halten", texts(package, "de")[part]["need_to_blame"])
