from datetime import datetime
from uuid import UUID

from pydantic import ConfigDict, Field

from app.companion.streaks.schemas import Counts, Exceptions
from app.companion.streaks.vocabulary import ContactKind, Reason
from app.core.schemas import Input, Moment, RecordId, RecordRead


class PolicyCreate(Input):
    """What breaks a streak from a moment on; what was before keeps the policy it had."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "counts": ["reached_out", "met_by_choice", "replied"],
                    "exceptions": ["children", "work"],
                }
            ]
        }
    )

    id: RecordId | None = None
    effective_at: Moment | None = Field(
        None, description="Absent: now. Not before that of the newest version."
    )
    counts: Counts
    exceptions: Exceptions | None = Field(None, description="Absent: every reason there is.")


class PolicyRead(RecordRead):
    streak_id: UUID = Field(description="The streak that it is for.")
    effective_at: datetime | None = Field(description="Null: since the streak began.")
    counts: list[ContactKind]
    exceptions: list[Reason] = Field(
        description="Contact with one of these reasons never breaks it."
    )
