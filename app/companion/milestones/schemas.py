from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from app.core.schemas import RecordRead


class MilestoneRead(RecordRead):
    """A number of days reached within a stretch of a streak. Nothing says what is still to come."""

    kind: Literal["streak_days"] = Field(description="What was reached: days of a streak.")
    streak_id: UUID = Field(description="The streak that reached it.")
    days: int = Field(description="Days of the stretch since its start or the slip before it.")
    reached_on: date = Field(description="The local date on which it was reached.")
    awarded_at: datetime = Field(description="When it was first given.")
    revoked_at: datetime | None = Field(
        description="Since when later word of an earlier day has undone it; null while it holds.",
        examples=[None],
    )
    title: str = Field(
        description="One sentence about it, in the language asked for.",
        examples=["Seven days: a whole week that was your own."],
    )
