from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from app.companion.streaks.vocabulary import Change, Channel, ContactKind, Reason, Tone
from app.core.schemas import Output


class IncidentContentRead(Output):
    """What the contact event said then."""

    person_id: UUID | None = Field(description="Whom it concerned; null: nobody in particular.")
    kind: ContactKind = Field(description="What happened.")
    occurred_at: datetime = Field(description="When it happened, by the client's word.")
    time_zone: str = Field(description="Where it happened.")
    local_date: date = Field(description="The user's own day of that moment.")
    channel: Channel | None = Field(description="By which way; null: not told.")
    platform: str | None = Field(description="Where online; null: not told.")
    reason: Reason | None = Field(description="Why it had to be; null: for none of these.")
    tone: Tone | None = Field(description="How it sounded; null: not told.")
    unwanted: bool = Field(description="Whether it was not wanted.")
    restart_at: datetime | None = Field(description="When the quiet began again; null: at once.")
    note: str | None = Field(description="Its note; null: none.")


class IncidentRead(Output):
    id: UUID = Field(description="The entry's own.")
    contact_event_id: UUID = Field(
        description="The contact event, which may have changed or be gone since."
    )
    change: Change = Field(
        description="`deleted` has what the event said last, the others what it said from then on."
    )
    recorded_at: datetime = Field(
        description="Since when the server had this version; of `deleted`, when it was deleted."
    )
    content: IncidentContentRead = Field(description="What the event said in this version.")
