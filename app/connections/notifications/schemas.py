from datetime import datetime
from uuid import UUID

from pydantic import Field

from app.connections.notifications.vocabulary import About, Channel
from app.core.schemas import RecordRead


class NotificationRead(RecordRead):
    """Something that was told, with the words that stayed inside; `recorded_at` is when."""

    reminder_id: UUID
    title: str = Field(description="The reminder's at that time.")
    about: About | None
    channel: Channel
    read_at: datetime | None
