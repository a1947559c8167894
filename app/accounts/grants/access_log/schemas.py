from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from app.core.schemas import Output


class AccessAppRead(Output):
    """Who it was."""

    id: UUID = Field(description="Of the app, or of the personal access token.")
    name: str | None = Field(description="Null if the app is gone.", examples=["Evening pages"])
    kind: Literal["app", "personal_token"]


class AccessRead(Output):
    """One request that was let in."""

    id: UUID
    app: AccessAppRead
    resource: str = Field(
        description="What was asked for; ids are left out.", examples=["GET /v1/moods/{mood_id}"]
    )
    at: datetime
