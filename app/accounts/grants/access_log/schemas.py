from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from app.core.schemas import Output


class AccessAppRead(Output):
    """Who it was."""

    id: UUID = Field(description="Of the app, or of the personal access token.")
    name: str | None = Field(description="Null if the app is gone.", examples=["Evening pages"])
    kind: Literal["app", "personal_token"] = Field(
        description="Whether an app asked, or whoever had a personal access token of yours."
    )


class AccessRead(Output):
    """One request that was let in."""

    id: UUID = Field(description="The entry's own.")
    app: AccessAppRead = Field(description="Who asked.")
    resource: str = Field(
        description="What was asked for; ids are left out.", examples=["GET /v1/moods/{mood_id}"]
    )
    at: datetime = Field(description="When it was let in.")
