from datetime import date
from uuid import UUID

from pydantic import MISSING, ConfigDict, Field

from app.companion.goals.schemas import Day
from app.core.schemas import Input, RecordId, RecordRead


class GoalPauseCreate(Input):
    """Whole days, both ends inclusive, on which a goal rests."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"from_on": "2026-06-04", "until_on": "2026-06-07"}]}
    )

    id: RecordId | None = None
    from_on: Day | None = Field(None, description="Absent: your today.")
    until_on: Day | None = Field(None, description="Absent or null: until further notice.")


class GoalPauseUpdate(Input):
    """What changes; what is absent stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until_on": "2026-06-09"}]})

    from_on: Day | MISSING = Field(MISSING, description="Its first date.")
    until_on: Day | MISSING | None = Field(
        MISSING, description="Its last date; null: until further notice."
    )


class GoalPauseRead(RecordRead):
    goal_id: UUID = Field(description="The goal that rests.")
    from_on: date
    until_on: date | None
