from pydantic import ConfigDict, Field

from app.companion.streaks.vocabulary import Outcome
from app.core.schemas import Input, Moment, ZoneName


class EndingPut(Input):
    """How a streak ends, and when."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"outcome": "let_go"}]})

    outcome: Outcome = Field(description="What it came to; no figure depends on it.")
    ended_at: Moment | None = Field(
        None, description="Absent: as it was, or now if the streak runs."
    )
    time_zone: ZoneName | None = Field(
        None, description="Absent: as it was, or your own if the streak runs."
    )
