from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, ConfigDict, Field

from app.companion.activities.vocabulary import Area, Status
from app.core.outsiders import OWNER_ONLY
from app.core.schemas import Input, RecordId, RecordRead

Title = Annotated[
    str,
    Field(min_length=1, max_length=200, description="What it is, in your own words; encrypted."),
]
MeantWith = Annotated[
    UUID,
    Field(description="With whom you once meant to do it. Do it anyway: alone, or with others."),
]


class ActivityCreate(Input):
    """Something to do, for now or for some day."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["An idea for some day", "A plan with a date"],
            "examples": [
                {"title": "See the salt lake at sunrise", "area": "adventure"},
                {
                    "title": "Pottery course, first evening",
                    "area": "craft",
                    "status": "planned",
                    "planned_on": "2026-04-02",
                },
            ],
        }
    )

    id: RecordId | None = None
    title: Title
    area: Area = Field(description="The part of life it belongs to.")
    status: Status = Field(
        "idea",
        description="The plan's own: an idea for some day, planned, or done for good. No log "
        "changes it.",
    )
    planned_on: date | None = Field(None, description="For which local date; null: for none yet.")
    meant_with_person_id: MeantWith | None = None


class ActivityUpdate(Input):
    """What changes; what is absent stays."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"status": "planned", "planned_on": "2026-04-11"}]}
    )

    title: Title | MISSING = MISSING
    area: Area | MISSING = MISSING
    status: Status | MISSING = MISSING
    planned_on: date | MISSING | None = MISSING
    meant_with_person_id: MeantWith | MISSING | None = MISSING


class ActivityRead(RecordRead):
    title: str
    area: Area
    status: Status
    planned_on: date | None
    meant_with_person_id: Annotated[UUID | None, OWNER_ONLY]
