from datetime import datetime
from uuid import UUID

from pydantic import ConfigDict, Field

from app.companion.help_lines.schemas import HelpRead
from app.companion.return_checks.vocabulary import Advice, Rule, Wants
from app.core.entries import EntryCreate, Scale
from app.core.schemas import EntryRead, Input, Moment, Output

AFRAID = "Whether you are afraid of them, or of what they might do."
PRESSURED = "Whether they press you to answer, to meet or to decide."
EXPLAINED = "Whether they said, on their own, where they have been."
NEED_TO_BLAME = "How much you need to hold it against them: 0 not at all, 10 as much as can be."
CALM = "How calm you are: 0 not at all, 10 as much as can be."
WANTS = "What they seem to want."


class ReturnAnswers(Input):
    """How it is, now that they are back. All are needed."""

    afraid: bool = Field(description=AFRAID)
    pressured: bool = Field(description=PRESSURED)
    explained: bool = Field(description=EXPLAINED)
    need_to_blame: Scale = Field(description=NEED_TO_BLAME)
    calm: Scale = Field(description=CALM)
    wants: Wants = Field(description=WANTS)


class ReturnCheckCreate(EntryCreate):
    """Somebody came back: what now?"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person_id": "0199e4a2-7c31-7000-8000-000000000001",
                    "returned_at": "2026-03-20T18:00:00+01:00",
                    "answers": {
                        "afraid": False,
                        "pressured": False,
                        "explained": True,
                        "need_to_blame": 5,
                        "calm": 7,
                        "wants": "reconnect",
                    },
                }
            ]
        }
    )

    person_id: UUID = Field(description="Who came back. Deleting the person deletes it.")
    returned_at: Moment | None = Field(
        None,
        description="When they came back: the `occurred_at` of the contact event, if you logged "
        "one. What was before it counts for the silence. Absent: `occurred_at`.",
    )
    answers: ReturnAnswers = Field(description="How it is, now that they are back.")


class ReturnAnswersRead(Output):
    afraid: bool = Field(description=AFRAID)
    pressured: bool = Field(description=PRESSURED)
    explained: bool = Field(description=EXPLAINED)
    need_to_blame: int = Field(description=NEED_TO_BLAME, examples=[5])
    calm: int = Field(description=CALM, examples=[7])
    wants: Wants = Field(description=WANTS)


class NearRuleRead(Output):
    """A rule that would have decided, had its figure been up to 2 points or 7 days further on."""

    rule: Rule = Field(
        description="Which rule it is, of those that `decided_by` can name.",
        examples=["need_to_blame"],
    )
    text: str = Field(
        description="Why it is worth a look, in your language.",
        examples=["The wish to hold it against them is strong in you. Keep an eye on it."],
    )


class ReturnCheckRead(EntryRead):
    person_id: UUID
    returned_at: datetime = Field(
        description="When they came back. What was before it counts for the silence.",
        examples=["2026-03-20T17:00:00Z"],
    )
    answers: ReturnAnswersRead
    advice: Advice = Field(
        description="What to do, as the rule says that decided.", examples=["stay_open"]
    )
    decided_by: Rule = Field(
        description="The first rule that fits, in the order of this list.", examples=["openness"]
    )
    reasons: list[str] = Field(
        description="Why, in your language.",
        examples=[["You are safe, you are calm enough, and nobody has to be punished."]],
    )
    nearly: list[NearRuleRead] = Field(
        description="Rules before the one that decided which missed their border by little."
    )
    silence_days: int | None = Field(
        description="Local dates between their last own contact, or the last time you met, and "
        "the return; null if there was none before.",
        examples=[12],
    )
    cooling_off_until: datetime = Field(
        description="Nothing needs an answer before: 24 hours after the return, 72 if you are far "
        "from calm.",
        examples=["2026-03-21T17:00:00Z"],
    )
    help: HelpRead | None = Field(
        description="Where to turn, if you are afraid or pressured; else null. Those lines come "
        "first that help with fear of somebody close.",
        examples=[None],
    )
