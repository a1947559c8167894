"""Answers beside their questions: does each belong to the kind, and is it what was asked for?"""

import json
from collections.abc import Iterator, Mapping

from app.companion.reviews.questions import ASKED, TYPES
from app.companion.reviews.vocabulary import ReviewKind
from app.core.errors import FieldError, Invalid

Answers = Mapping[str, int | str]


def check(kind: ReviewKind, answers: Answers) -> None:
    """Refuse what answers no question.

    Raises:
        Invalid: with a pointer to each answer that does not fit.
    """
    errors = list(_misfits(kind, answers))
    if errors:
        raise Invalid(errors=errors)


def merged(answers: Answers, changes: Mapping[str, int | str | None]) -> Answers:
    """Overwrite some answers; None takes one back."""
    both = {**answers, **changes}
    return {name: answer for name, answer in both.items() if answer is not None}


def as_kept(answers: Answers) -> str:
    return json.dumps(answers, ensure_ascii=False)


def _misfits(kind: ReviewKind, answers: Answers) -> Iterator[FieldError]:
    for name, answer in answers.items():
        if name not in TYPES:  # not repeated: it may be anything
            yield FieldError(detail="a name that is no question's", pointer="/answers")
        elif name not in ASKED[kind]:
            detail = f"not a question of a {kind} review"
            yield FieldError(detail=detail, pointer=f"/answers/{name}")
        elif isinstance(answer, str) != (TYPES[name] == "text"):
            asked_for = "a text" if TYPES[name] == "text" else "a number from 0 to 10"
            yield FieldError(detail=f"asks for {asked_for}", pointer=f"/answers/{name}")
