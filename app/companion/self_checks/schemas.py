from typing import Annotated

from pydantic import ConfigDict, Field

from app.core.entries import EntryCreate, Scale
from app.core.schemas import EntryRead, Input, Output

Agreement = Annotated[
    Scale, Field(description="Agreement with this statement: 0 not at all, 10 completely.")
]


class SelfCheckAnswers(Input):
    """How much you agree with each statement: 0 not at all, 10 completely."""

    enjoys_own_company: Agreement
    bears_silence: Agreement
    says_what_is_needed: Agreement
    needs_reassurance: Agreement
    drops_own_plans: Agreement
    looks_for_signs: Agreement


class SelfCheckCreate(EntryCreate):
    """All six statements of `GET /v1/self-checks/statements`, answered by their ids."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "answers": {
                        "enjoys_own_company": 6,
                        "bears_silence": 4,
                        "says_what_is_needed": 5,
                        "needs_reassurance": 7,
                        "drops_own_plans": 3,
                        "looks_for_signs": 8,
                    },
                    "occurred_at": "2026-03-09T21:30:00+01:00",
                }
            ]
        }
    )

    answers: SelfCheckAnswers = Field(
        description="How much you agree with each of the six statements."
    )


class SelfCheckAnswersRead(Output):
    enjoys_own_company: int
    bears_silence: int
    says_what_is_needed: int
    needs_reassurance: int
    drops_own_plans: int
    looks_for_signs: int


class TrendRead(Output):
    """How the score differs from earlier ones. A positive difference is a rise."""

    since_last: float = Field(
        description="The difference to the check before, however long ago.", examples=[0.7]
    )
    over_90_days: float | None = Field(
        description="The difference to the oldest check of the 90 local dates that end with this "
        "one's; null without an earlier one among them.",
        examples=[1.5],
    )
    n: int = Field(description="The checks on those 90 dates, this one included.", examples=[4])


class SelfCheckRead(EntryRead):
    answers: SelfCheckAnswersRead
    score: float = Field(
        description="0 to 10, the mean with three statements reversed: the higher, the more "
        "secure you say you feel. It compares you with nobody and diagnoses nothing.",
        examples=[4.5],
    )
    trend: TrendRead | None = Field(description="Null while there is no earlier check.")


class StatementRead(Output):
    id: str = Field(description="The name of its answer.", examples=["bears_silence"])
    text: str = Field(
        description="The statement, in `language`.",
        examples=["I can spend an evening by myself and enjoy it."],
    )
    is_reversed: bool = Field(description="Agreeing lowers the score.")


class StatementsRead(Output):
    """In the order in which they are best asked."""

    language: str = Field(description="That of the texts: `en` or `de`.", examples=["en"])
    items: list[StatementRead] = Field(
        description="The six statements, in the order in which they are best asked."
    )
