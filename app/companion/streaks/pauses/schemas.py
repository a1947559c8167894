from datetime import date
from uuid import UUID

from pydantic import MISSING, ConfigDict, Field

from app.core.schemas import Input, RecordId, RecordRead


class PauseCreate(Input):
    """Whole days, both ends inclusive, on which a streak is neither kept nor broken."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"from_on": "2026-01-12", "until_on": "2026-01-14"}]}
    )

    id: RecordId | None = None
    from_on: date | None = Field(None, description="Absent: your today.")
    until_on: date | None = Field(None, description="Absent or null: until further notice.")


class PauseUpdate(Input):
    """What changes; what is absent stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until_on": "2026-01-16"}]})

    from_on: date | MISSING = Field(MISSING, description="Its first date.")
    until_on: date | MISSING | None = Field(
        MISSING, description="Its last date; null: until further notice."
    )


class PauseRead(RecordRead):
    streak_id: UUID = Field(description="The streak that is paused.")
    from_on: date
    until_on: date | None
