from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, ConfigDict, Field

from app.companion.urges.toolkit.schemas import OfferRead
from app.companion.urges.vocabulary import Outcome, Trigger, WantsTo
from app.core.entries import ONCE_EACH, EntryCreate, EntryUpdate, Scale
from app.core.schemas import EntryRead, Every, Moment, Note, Output

Triggers = Annotated[list[Trigger], Field(max_length=14, description="What set it off."), ONCE_EACH]
Pretext = Annotated[
    Note, Field(description="The reason it gives itself: what one would write for. Encrypted.")
]


Intensity = Annotated[
    Scale, Field(description="How strong it is: 0 not at all, 10 as much as can be.")
]


class UrgeCreate(EntryCreate):
    """A moment of weakness, told before it is acted on."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["With what set it off", "The least that is needed"],
            "examples": [
                {
                    "wants_to": "reach_out",
                    "triggers": ["late_night", "song"],
                    "intensity": 8,
                    "pretext": "I still have that blue umbrella.",
                },
                {"wants_to": "check", "intensity": 5},
            ],
        }
    )

    person_id: UUID | None = Field(
        None, description="Whom it draws you to; null: nobody in particular."
    )
    wants_to: WantsTo = Field(description="What it wants you to do.")
    triggers: Triggers = []
    intensity: Intensity
    pretext: Pretext | None = None


class UrgeUpdate(EntryUpdate):
    """What was done, how it ended, or what was told wrongly; what is absent stays."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["Resisted", "Open again"],
            "examples": [
                {
                    "technique_id": "7ee712a6-531e-41c3-8ef1-0920af58c713",
                    "intensity_after": 3,
                    "outcome": "resisted",
                },
                {"outcome": None},
            ],
        }
    )

    person_id: UUID | MISSING | None = MISSING
    wants_to: WantsTo | MISSING = MISSING
    triggers: Triggers | MISSING = MISSING
    intensity: Intensity | MISSING = MISSING
    pretext: Pretext | MISSING | None = MISSING
    technique_id: UUID | MISSING | None = Field(
        MISSING, description="What was tried: a built-in technique, or one of yours."
    )
    intensity_after: Scale | MISSING | None = Field(
        MISSING,
        description="How strong it was afterwards: 0 not at all, 10 as much as can be; null: "
        "not told.",
    )
    outcome: Outcome | MISSING | None = Field(
        MISSING,
        description="How it ended: you held out, you gave in, or it went by. Null: it is open.",
    )
    resolved_at: Moment | MISSING | None = Field(
        MISSING, description="Absent where an outcome comes: now."
    )
    contact_event_id: UUID | MISSING | None = Field(
        MISSING, description="The contact that a slipped urge became: the two count once."
    )


class UrgeRead(EntryRead):
    person_id: UUID | None = Field(
        description="Whom it draws you to; null also when the person was deleted since."
    )
    wants_to: WantsTo
    triggers: list[Trigger]
    intensity: int
    pretext: str | None
    hold_until: datetime = Field(description="Wait until here before you decide anything.")
    technique_id: UUID | None = Field(
        description="What was tried: a built-in technique, or one of yours; null: nothing was told."
    )
    intensity_after: int | None
    outcome: Outcome | None = Field(description="Null while it is open.")
    resolved_at: datetime | None = Field(description="When it ended; null while it is open.")
    contact_event_id: UUID | None = Field(
        description="The contact that a slipped urge became; null also when that was deleted since."
    )


class PromisedSpaceRead(Output):
    """A time that the user has promised to leave the person alone, and that is running."""

    space_window_id: UUID = Field(description="The space window that was running.")
    label: str = Field(description="What you called it.", examples=["Night shift"])


class AnsweredUrgeRead(UrgeRead):
    toolkit: list[OfferRead] = Field(
        description="What to do instead: the two that have helped most, and the least tried of "
        "the rest."
    )
    space_windows: Every[PromisedSpaceRead] = Field(
        description="Those of the person that were running when it occurred."
    )
