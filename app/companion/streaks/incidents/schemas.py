from datetime import date, datetime
from uuid import UUID

from app.companion.streaks.vocabulary import Change, Channel, ContactKind, Reason, Tone
from app.core.schemas import Output


class IncidentContentRead(Output):
    """What the contact event said then."""

    person_id: UUID | None
    kind: ContactKind
    occurred_at: datetime
    time_zone: str
    local_date: date
    channel: Channel | None
    platform: str | None
    reason: Reason | None
    tone: Tone | None
    unwanted: bool
    restart_at: datetime | None
    note: str | None


class IncidentRead(Output):
    id: UUID
    contact_event_id: UUID
    change: Change
    recorded_at: datetime
    content: IncidentContentRead
