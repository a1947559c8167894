from typing import Annotated
from uuid import UUID

from pydantic import MISSING, ConfigDict, Field

from app.companion.activities.schemas import Title
from app.companion.activities.vocabulary import Area, Company, MindfulnessType
from app.core.entries import ONCE_EACH, EntryCreate, EntryUpdate, Scale
from app.core.outsiders import OWNER_ONLY
from app.core.schemas import EntryRead, Note

LONGEST_S = 366 * 24 * 3600
Duration = Annotated[int, Field(ge=0, le=LONGEST_S)]
Amount = Annotated[
    float,
    Field(ge=0, le=1e12, allow_inf_nan=False, description="How much, counted in `unit`."),
]
Unit = Annotated[
    str, Field(min_length=1, max_length=40, description="Your own word for it, encrypted.")
]
FirstTime = Annotated[bool, Field(description="Whether you did it for the first time.")]
GoalId = Annotated[
    UUID,
    Field(description="For which goal it counts; null: for those of the activity."),
]
Companies = Annotated[
    list[Company],
    Field(max_length=5, description="`person` is somebody in particular, `new_people` strangers."),
    ONCE_EACH,
]


class ActivityLogCreate(EntryCreate):
    """Something you did."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["In company, for the first time", "Ten minutes of breathing"],
            "examples": [
                {
                    "title": "First evening at the climbing hall",
                    "area": "body",
                    "occurred_at": "2026-03-08T19:00:00+01:00",
                    "time_zone": "Europe/Berlin",
                    "duration_seconds": 5400,
                    "amount": 6,
                    "unit": "routes",
                    "company": ["friends", "new_people"],
                    "enjoyment": 8,
                    "first_time": True,
                    "note": "Sore hands. Going again.",
                },
                {
                    "area": "mind",
                    "duration_seconds": 600,
                    "company": ["alone"],
                    "mindfulness_type": "breathing",
                },
            ],
        }
    )

    activity_id: UUID | None = Field(
        None, description="Which activity of yours it was; null: none of them."
    )
    goal_id: GoalId | None = None
    title: Title | None = None
    area: Area | None = Field(None, description="Absent: the activity's. Without one it is needed.")
    duration_seconds: Duration | None = Field(
        None, description="How long it took, in seconds; null: not told."
    )
    amount: Amount | None = None
    unit: Unit | None = None
    company: Companies = []
    enjoyment: Scale | None = Field(
        None,
        description="How much you enjoyed it: 0 not at all, 10 as much as can be; null: not told.",
    )
    first_time: FirstTime = False
    mindfulness_type: MindfulnessType | None = Field(
        None,
        description="If it was a mindfulness session, its type as Android's Health Connect "
        "names it; else null.",
    )
    note: Note | None = None


class ActivityLogUpdate(EntryUpdate):
    """What changes; what is absent stays, the area too when the activity changes."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"enjoyment": 9, "company": ["friends"], "note": None}]}
    )

    activity_id: UUID | MISSING | None = MISSING
    goal_id: GoalId | MISSING | None = MISSING
    title: Title | MISSING | None = MISSING
    area: Area | MISSING = Field(MISSING, description="The part of life it belongs to.")
    duration_seconds: Duration | MISSING | None = MISSING
    amount: Amount | MISSING | None = MISSING
    unit: Unit | MISSING | None = MISSING
    company: Companies | MISSING = MISSING
    enjoyment: Scale | MISSING | None = MISSING
    first_time: bool | MISSING = MISSING
    mindfulness_type: MindfulnessType | MISSING | None = MISSING
    note: Note | MISSING | None = MISSING


class ActivityLogRead(EntryRead):
    activity_id: UUID | None = Field(description="Null also when the activity was deleted since.")
    goal_id: UUID | None = Field(description="Null also when the goal was deleted since.")
    title: str | None
    area: Area
    duration_seconds: int | None
    amount: float | None
    unit: str | None
    company: list[Company]
    enjoyment: int | None
    first_time: bool
    mindfulness_type: MindfulnessType | None
    note: Annotated[str | None, OWNER_ONLY]
