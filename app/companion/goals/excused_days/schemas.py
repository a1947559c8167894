from uuid import UUID

from pydantic import Field

from app.companion.goals.schemas import Day
from app.core.schemas import Input, RecordRead


class GoalExcusedDayPut(Input):
    """What the path of a PUT says."""

    date: Day


class GoalExcusedDayRead(RecordRead):
    goal_id: UUID = Field(description="The goal that may rest.")
    date: Day = Field(description="Your local date on which the goal may rest.")
