from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, ConfigDict, Field

from app.core.entries import ONCE_EACH
from app.core.schemas import Input, RecordId, RecordRead
from app.core.wall_times import ShownWallTime, WallTime
from app.core.wall_windows import Weekday

Label = Annotated[
    str,
    Field(
        min_length=1,
        max_length=80,
        description="What it is, in your own words; encrypted.",
        examples=["Night shift"],
    ),
]
Weekdays = Annotated[
    list[Weekday],
    Field(min_length=1, max_length=7, description="On which it begins."),
    ONCE_EACH,
]
FROM = "When it begins, by the clock on your wall."
TO = "When it is over; before `from`, it is on the next day."
UNTIL = "The last date on which it begins; null for good."


class SpaceWindowCreate(Input):
    """Times that a person has to themselves, by your word."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person_id": "0199e4a2-7c31-7000-8000-000000000001",
                    "label": "Night shift",
                    "weekdays": ["monday", "thursday"],
                    "from": "21:00",
                    "to": "06:30",
                    "until": "2026-12-31",
                }
            ]
        }
    )

    id: RecordId | None = None
    person_id: UUID = Field(
        description="Who has this time to themselves. Deleting the person deletes it."
    )
    label: Label
    weekdays: Weekdays
    from_: WallTime = Field(alias="from", description=FROM)
    to: WallTime = Field(description=TO)
    until: date | None = Field(None, description=UNTIL)


class SpaceWindowUpdate(Input):
    """What changes; what is absent stays. `weekdays` replaces the whole list."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"weekdays": ["friday"], "to": "07:00", "until": None}]}
    )

    person_id: UUID | MISSING = MISSING
    label: Label | MISSING = MISSING
    weekdays: Weekdays | MISSING = MISSING
    from_: WallTime | MISSING = Field(MISSING, alias="from", description=FROM)
    to: WallTime | MISSING = Field(MISSING, description=TO)
    until: date | MISSING | None = Field(MISSING, description=UNTIL)


class SpaceWindowRead(RecordRead):
    person_id: UUID
    label: str
    weekdays: list[Weekday]
    from_: ShownWallTime = Field(alias="from", description=FROM, examples=["21:00"])
    to: ShownWallTime = Field(description=TO, examples=["06:30"])
    until: date | None = Field(description=UNTIL)
    is_running: bool = Field(description="Whether it runs at this moment, in your time zone.")
