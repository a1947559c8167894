from datetime import datetime
from uuid import UUID

from pydantic import Field

from app.connections.notifications.vocabulary import About, Channel
from app.core.schemas import RecordRead


class NotificationRead(RecordRead):
    """Something that was told, with the words that stayed inside; `recorded_at` is when."""

    reminder_id: UUID = Field(description="The reminder that came due. Deleting it deletes this.")
    title: str = Field(description="The reminder's at that time.")
    about: About | None = Field(
        description="What the reminder was about at that time; null: not told."
    )
    channel: Channel = Field(description="The way by which it went out.")
    read_at: datetime | None = Field(description="When you first marked it as read; null: not yet.")
