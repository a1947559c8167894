from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.core.schemas import Input, Moment, RecordId, RecordRead

A_WEEK = 7 * 24 * 60
ONE_OF_BOTH = ("snooze", "give `until` or `minutes`, one of them")
Minutes = Annotated[int, Field(ge=1, le=A_WEEK)]


class SnoozeCreate(Input):
    """How long to put it off: to a moment, or by so many minutes from now."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"minutes": 30}]})

    id: RecordId | None = None
    until: Moment | None = Field(None, description="At most a week ahead.")
    minutes: Minutes | None = Field(
        None, description="By how many minutes from now, a week at most; in place of `until`."
    )

    @model_validator(mode="after")
    def refuse_both_and_none(self) -> Self:
        if (self.until is None) == (self.minutes is None):
            raise PydanticCustomError(*ONE_OF_BOTH)
        return self


class SnoozeRead(RecordRead):
    reminder_id: UUID = Field(description="The reminder that was put off.")
    until: datetime = Field(
        description="When it comes again, unless quiet hours put it off further."
    )
