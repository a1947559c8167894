from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    MISSING,
    ConfigDict,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticCustomError

from app.companion.reviews.vocabulary import Decision, QuestionType, ReviewKind
from app.core.entries import EntryCreate, EntryUpdate
from app.core.schemas import EntryRead, Output

MOST_ANSWERS = 50


def _said_plainly(value: Any, validate: ValidatorFunctionWrapHandler) -> int | str:  # noqa: ANN401
    """Name the place of the answer once, not once for each of what it could have been."""
    try:
        answer: int | str = validate(value)
    except ValidationError as error:
        kind, text = "answer", "neither a text of 1 to 2,000 characters nor a number from 0 to 10"
        raise PydanticCustomError(kind, text) from error
    return answer


Text = Annotated[str, Field(min_length=1, max_length=2_000)]
Number = Annotated[int, Field(strict=True, ge=0, le=10)]
Answer = Annotated[Number | Text, WrapValidator(_said_plainly)]
ANSWERS = "By the ids of the questions: a text, or a number from 0 to 10. Encrypted."


class ReviewCreate(EntryCreate):
    """A look back: answers to the questions of its kind, and what you make of it."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["With a decision", "Without one"],
            "examples": [
                {
                    "kind": "custom",
                    "answers": {
                        "grew": "I climb again, and my evenings are my own.",
                        "calm": 6,
                        "for_and_against": "I sleep better. Against it: Sundays are long.",
                    },
                    "decision": "go_on",
                    "occurred_at": "2026-03-09T21:30:00+01:00",
                },
                {"kind": "custom", "answers": {"own_week": 7, "enjoyed": "The lake, on Sunday."}},
            ],
        }
    )

    kind: ReviewKind = Field(
        description="Which questions it answers; all but `custom` are made only when due."
    )
    streak_id: UUID | None = Field(
        None, description="What it looks back on; `day_31` and `day_56` must say."
    )
    answers: dict[str, Answer] = Field({}, max_length=MOST_ANSWERS, description=ANSWERS)
    decision: Decision | None = Field(
        None,
        description="What you make of it, by your own word; it changes nothing else. Null: "
        "nothing yet.",
    )


class ReviewUpdate(EntryUpdate):
    """What changes; what is absent stays, among the answers too, and `null` takes one back.

    Kind and streak are the review's for good.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"answers": {"calm": 8, "grew": None}, "decision": "let_go"}]
        }
    )

    answers: dict[str, Answer | None] | MISSING = Field(
        MISSING, max_length=MOST_ANSWERS, description=ANSWERS
    )
    decision: Decision | MISSING | None = MISSING


class ReviewRead(EntryRead):
    kind: ReviewKind
    streak_id: UUID | None = Field(description="Null also when the streak was deleted since.")
    answers: dict[str, int | str]
    decision: Decision | None


class QuestionRead(Output):
    id: str = Field(description="The name of its answer; it never changes.", examples=["grew"])
    type: QuestionType = Field(description="`scale`: 0 not at all, 10 completely.")
    text: str = Field(
        description="The question, in `language`.",
        examples=["What has grown in your own life since you began?"],
    )


class QuestionsRead(Output):
    """In the order in which they are best asked."""

    kind: ReviewKind = Field(description="Of which kind of review they are.")
    language: str = Field(description="That of the texts: `en` or `de`.", examples=["en"])
    items: list[QuestionRead] = Field(
        description="The questions, in the order in which they are best asked."
    )
