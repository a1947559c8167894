from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from app.companion.goals.vocabulary import Area, Per, Status
from app.core.outsiders import OWNER_ONLY
from app.core.schemas import EARLIEST, LATEST, Input, Note, Output, RecordId, RecordRead


def _in_range(day: date) -> date:
    if not EARLIEST.date() <= day < LATEST.date():
        kind, text = "date_range", "not between the years 1900 and 2200"
        raise PydanticCustomError(kind, text)
    return day


Day = Annotated[date, AfterValidator(_in_range), Field(examples=["2026-03-20"])]
Title = Annotated[str, Field(min_length=1, max_length=200)]
Times = Annotated[
    int, Field(ge=1, le=100, description="How many logs a period asks for to be met.")
]
Amount = Annotated[
    float,
    Field(gt=0, le=1e12, allow_inf_nan=False, description="How much to reach, counted in `unit`."),
]
Unit = Annotated[
    str,
    Field(
        min_length=1,
        max_length=40,
        description="Your own word, encrypted. Logs in the same unit count, `km` as `KM`.",
    ),
]


class GoalCadence(Input):
    """So many times, again and again."""

    times: Times
    per: Per = Field(description="The local day, the week by `week_starts_on` of `me`, the month.")


class GoalTarget(Input):
    """An amount to reach once."""

    amount: Amount
    unit: Unit
    due_on: Day | None = Field(
        None, description="Not before `starts_on`. What is late counts, too."
    )


class GoalCreate(Input):
    """Something of your own to keep up, or to arrive at: a cadence or a target, not both."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["A cadence", "A target"],
            "examples": [
                {
                    "title": "Climb three evenings a week",
                    "area": "body",
                    "why": "I used to, before.",
                    "cadence": {"times": 3, "per": "week"},
                },
                {
                    "title": "Swim the length of the lake, bit by bit",
                    "area": "adventure",
                    "target": {"amount": 42.5, "unit": "km", "due_on": "2026-09-30"},
                    "starts_on": "2026-03-01",
                },
            ],
        }
    )

    id: RecordId | None = None
    title: Title = Field(description="What you want, in your own words; encrypted.")
    area: Area = Field(description="The part of life it belongs to.")
    why: Note | None = Field(
        None, description="What you want it for, in your own words; encrypted. Null: nothing."
    )
    cadence: GoalCadence | None = Field(
        None, description="So many times in each period; null if it has a target."
    )
    target: GoalTarget | None = Field(
        None, description="An amount to reach once; null if it has a cadence."
    )
    starts_on: Day | None = Field(
        None,
        description="Absent: your today. The first period is the whole one that holds it; a "
        "target counts from this very date.",
    )
    activity_id: UUID | None = Field(
        None, description="Its logs count, but for those that name a goal themselves."
    )
    status: Status = Field(
        "active",
        description="Your own word for where it stands; it changes no figure. Dates that shall "
        "not count are excused or paused.",
    )


class GoalCadenceUpdate(Input):
    """Merged with the cadence that is there; both fields where there is none."""

    times: Times | MISSING = MISSING
    per: Per | MISSING = MISSING


class GoalTargetUpdate(Input):
    """Merged with the target that is there; amount and unit where there is none."""

    amount: Amount | MISSING = MISSING
    unit: Unit | MISSING = MISSING
    due_on: Day | MISSING | None = Field(
        MISSING, description="Not before `starts_on`; null: no date. What is late counts, too."
    )


class GoalUpdate(Input):
    """What changes; what is absent stays, within cadence and target too."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["A cadence in place of a target", "Achieved"],
            "examples": [
                {"cadence": {"times": 2, "per": "week"}, "target": None},
                {"status": "achieved", "why": None},
            ],
        }
    )

    title: Title | MISSING = MISSING
    area: Area | MISSING = MISSING
    why: Note | MISSING | None = MISSING
    cadence: GoalCadenceUpdate | MISSING | None = MISSING
    target: GoalTargetUpdate | MISSING | None = MISSING
    starts_on: Day | MISSING = Field(
        MISSING,
        description="Where it begins to count: cadences with the whole period that holds "
        "this date, targets on the date itself.",
    )
    activity_id: UUID | MISSING | None = MISSING
    status: Status | MISSING = MISSING


class GoalCadenceRead(Output):
    times: int = Field(examples=[3])
    per: Per = Field(examples=["week"])


class GoalTargetRead(Output):
    amount: float
    unit: str
    due_on: date | None = Field(
        description="When you want to be there; null: no date. What is late counts, too."
    )


class GoalProgressRead(Output):
    """The figures of your today. What has no meaning for a cadence, or for a target, is null."""

    period_start: date = Field(
        description="Cadence: the first date of the running period (the first one until it "
        "begins). Target: `starts_on`.",
        examples=["2026-03-16"],
    )
    period_end: date | None = Field(
        description="Cadence: the period's last date. Target: `due_on`.", examples=["2026-03-22"]
    )
    done: int = Field(
        description="Cadence: logs in the period. Target: logs that added to the total.",
        examples=[2],
    )
    times: int | None = Field(
        description="Cadence: how many the period asks for. Target: null.", examples=[3]
    )
    met: bool = Field(description="Cadence: `done` is `times` or more. Target: it is reached.")
    current_run: int | None = Field(
        description="Cadence: met periods in a row up to now. The running one counts once it is "
        "met and breaks nothing before; one that was wholly excused or paused is skipped. "
        "Target: null.",
        examples=[4],
    )
    longest_run: int | None = Field(
        description="Cadence: the longest such run ever. Target: null.", examples=[6]
    )
    total: float | None = Field(
        description="Target: the sum of the amounts logged in its unit since `starts_on`. "
        "Cadence: null.",
        examples=[None],
    )
    target_ratio: float | None = Field(
        description="Target: `total` / `amount`, over 1 when there is more. Cadence: null.",
        examples=[None],
    )


class GoalRead(RecordRead):
    title: str
    area: Area
    why: Annotated[str | None, OWNER_ONLY]
    cadence: GoalCadenceRead | None
    target: GoalTargetRead | None = Field(examples=[None])
    starts_on: date
    activity_id: UUID | None = Field(description="Null also when the activity was deleted since.")
    status: Status
    progress: GoalProgressRead = Field(description="The figures of your today.")
