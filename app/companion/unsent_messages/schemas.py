from datetime import datetime
from uuid import UUID

from pydantic import MISSING, ConfigDict, Field

from app.companion.unsent_messages.vocabulary import Release
from app.core.entries import EntryCreate, EntryUpdate
from app.core.long_texts import IsSealed, LongText
from app.core.schemas import EntryRead, Moment


class UnsentMessageCreate(EntryCreate):
    """What you would say. It stays here: nothing is ever sent to anybody."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["To somebody", "Sealed by the app"],
            "examples": [
                {
                    "person_id": "0199e4a2-7c31-7000-8000-000000000001",
                    "body": "Our song came on at the bakery. I hummed it and paid for my rolls.",
                    "occurred_at": "2026-03-09T23:40:00+01:00",
                    "time_zone": "Europe/Berlin",
                },
                {"body": "qg3oFvA7c2xJ8nZkP0s1Yw", "is_sealed": True},
            ],
        }
    )

    body: LongText
    is_sealed: IsSealed = False
    person_id: UUID | None = Field(
        None, description="To whom it would go; null: nobody in particular."
    )
    hold_until: Moment | None = Field(
        None,
        description="Until when you mean to hold it; absent: for 24 hours. It locks nothing.",
    )
    burn_at: Moment | None = Field(
        None, description="When it burns by itself, unless it was let go before. Yet to come."
    )


class UnsentMessageUpdate(EntryUpdate):
    """What changes; what is absent stays. A changed `is_sealed` needs a new `body`."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"hold_until": "2026-12-24T12:00:00Z", "person_id": None, "burn_at": None}]
        }
    )

    body: LongText | MISSING = MISSING
    is_sealed: IsSealed | MISSING = MISSING
    person_id: UUID | MISSING | None = MISSING
    hold_until: Moment | MISSING = Field(
        MISSING,
        description="Until when you mean to hold it; not before `occurred_at`. It locks nothing.",
    )
    burn_at: Moment | MISSING | None = Field(
        MISSING,
        description="When it burns by itself, unless it is let go before; yet to come. Null: "
        "never.",
    )


class UnsentMessageRead(EntryRead):
    body: str | None = Field(description="As you sent it; null once it is burned.")
    is_sealed: bool = Field(description="Only you can open `body`.")
    person_id: UUID | None = Field(
        description="To whom it would go; null also when the person was deleted since."
    )
    hold_until: datetime = Field(description="Until when you mean to hold it. It locks nothing.")
    burn_at: datetime | None = Field(
        description="When it burns by itself; null if never, or if it was let go."
    )
    released_as: Release | None = Field(description="Null while it is held.")
    released_at: datetime | None = Field(description="When it was let go; null while it is held.")
