from datetime import datetime
from uuid import UUID

from pydantic import Field

from app.accounts.auth.scopes import OWNER
from app.core.schemas import Output


class ConnectedAppRead(Output):
    """An app that you allowed something."""

    id: UUID = Field(description="The app's own, the same for everybody.")
    name: str = Field(description="As its developer calls it.", examples=["Evening pages"])
    scopes: list[str] = Field(
        description=f"All that it may do now. `{OWNER}` is everything.",
        examples=[["moods:read", "streaks:read"]],
    )
    granted_at: datetime = Field(description="Since when; of several consents the first.")
    expires_at: datetime | None = Field(description="When it ends by itself; null: never.")
    last_used_at: datetime | None = Field(description="Null if not within 90 days.")
    source: str = Field(description="What the records that it wrote have as their `source`.")
