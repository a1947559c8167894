from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, AfterValidator, ConfigDict, Field

from app.core.entries import EntryCreate, EntryUpdate, Scale
from app.core.schemas import EntryRead, Moment, Note, Output


def _without_minus_zero(valence: float) -> float:
    return valence + 0.0


MoodThen = Annotated[
    float,
    Field(ge=-1, le=1, allow_inf_nan=False, description="-1 very unpleasant, 1 very pleasant."),
    AfterValidator(_without_minus_zero),
]
PlannedFor = Annotated[Moment, Field(description="When you mean to meet, or meant to.")]
Fun = Annotated[Scale, Field(description="How much fun it was: 0 none, 10 as much as can be.")]
Present = Annotated[Scale, Field(description="How much you were there with your mind: 0 to 10.")]
HAPPENED = "Whether it has happened; not while `planned_for` lies ahead."


class EncounterCreate(EntryCreate):
    """Time with a person, had or planned."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["Time had", "Time planned"],
            "examples": [
                {
                    "person_id": "0199e4a2-7c31-7000-8000-000000000001",
                    "planned_for": "2026-03-14T18:00:00+01:00",
                    "intention": "Arrive rested, and stay curious.",
                    "mood_before": 0.4,
                    "mood_after": 0.6,
                    "fun": 7,
                    "present": 8,
                    "happened": True,
                    "note": "We laughed about the map.",
                },
                {
                    "person_id": "0199e4a2-7c31-7000-8000-000000000001",
                    "planned_for": "2199-03-14T18:00:00+01:00",
                    "intention": "Leave while it is still good.",
                },
            ],
        }
    )

    occurred_at: Moment | None = Field(
        None,
        description="When it happened; of a plan, when you noted it. At most 5 minutes ahead. "
        "Absent: `planned_for` if it has happened and that is told, else now.",
    )
    person_id: UUID = Field(description="With whom. Deleting the person deletes it.")
    planned_for: PlannedFor | None = None
    intention: Note | None = Field(
        None,
        description="What you mean to hold on to, or meant to; in your own words, encrypted. "
        "Null: nothing.",
    )
    mood_before: MoodThen | None = Field(
        None,
        description="How you felt before: -1 very unpleasant, 1 very pleasant; null: not told.",
    )
    mood_after: MoodThen | None = Field(
        None, description="How you felt after: -1 very unpleasant, 1 very pleasant; null: not told."
    )
    fun: Fun | None = None
    present: Present | None = None
    happened: bool | None = Field(
        None, description=f"{HAPPENED} Absent: true, unless `planned_for` lies ahead."
    )
    note: Note | None = None


class EncounterUpdate(EntryUpdate):
    """What changes; what is absent stays.

    A plan that has happened moves to its `planned_for`, unless you tell `occurred_at`.
    """

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"mood_after": 0.7, "fun": 9, "note": None}]}
    )

    person_id: UUID | MISSING = MISSING
    planned_for: PlannedFor | MISSING | None = MISSING
    intention: Note | MISSING | None = MISSING
    mood_before: MoodThen | MISSING | None = MISSING
    mood_after: MoodThen | MISSING | None = MISSING
    fun: Fun | MISSING | None = MISSING
    present: Present | MISSING | None = MISSING
    happened: bool | MISSING = Field(MISSING, description=HAPPENED)
    note: Note | MISSING | None = MISSING


class BaselineRead(Output):
    """How you usually are: your check-ins of the 28 local dates before."""

    starts_on: date = Field(description="The first of these dates.", examples=["2026-02-14"])
    ends_on: date = Field(
        description="The last: the eve of the encounter.", examples=["2026-03-13"]
    )
    n: int = Field(description="How many check-ins there are.", examples=[31])
    valence: float | None = Field(
        description="Their mean, to three decimals; null of fewer than 5.", examples=[0.125]
    )


class EncounterRead(EntryRead):
    person_id: UUID
    planned_for: datetime | None
    intention: str | None
    mood_before: float | None
    mood_after: float | None
    fun: int | None
    present: int | None
    happened: bool = Field(description="Whether it has happened; a plan says so only when you do.")
    note: str | None
    baseline: BaselineRead = Field(
        description="Your usual mood, to hold `mood_before` and `mood_after` against."
    )
