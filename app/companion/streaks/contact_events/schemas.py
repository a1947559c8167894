from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, ConfigDict, Field

from app.companion.streaks.arithmetic.verdicts import Because, Initiator
from app.companion.streaks.vocabulary import Channel, ContactKind, Platform, Reason, Tone
from app.core.schemas import EntryRead, Every, Input, Moment, Note, Output, RecordId, ZoneName

WHY_RESTART = (
    "When the quiet began again, if not at once: at or after `occurred_at`. The dates in between "
    "are not kept."
)
RestartAt = Annotated[Moment, Field(description=WHY_RESTART)]
Unwanted = Annotated[
    bool, Field(description="Whether you did not want it. No figure depends on it.")
]
UrgeId = Annotated[UUID, Field(description="The urge that became this contact: both count once.")]


class ContactEventCreate(Input):
    """Something between you and somebody, whoever began it."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["A message of yours", "A call from them"],
            "examples": [
                {
                    "kind": "reached_out",
                    "channel": "message",
                    "occurred_at": "2026-01-20T10:00:00+01:00",
                    "note": "Asked how the move went.",
                },
                {"kind": "heard_from", "channel": "call", "tone": "open"},
            ],
        }
    )

    id: RecordId | None = None
    person_id: UUID | None = Field(
        None,
        description="Whom it concerns; null: nobody in particular, which no streak about a "
        "person counts.",
    )
    kind: ContactKind = Field(
        description="What happened. It decides who began it (`initiated_by`) and which "
        "streaks count it."
    )
    occurred_at: Moment | None = Field(None, description="Absent: now.")
    time_zone: ZoneName | None = Field(None, description="Absent: your own.")
    channel: Channel | None = Field(
        None, description="By which way; null: not told. No figure depends on it."
    )
    platform: Platform | None = Field(
        None,
        description="Where online: a short name of your choice, the same everywhere. A "
        "streak with `platforms` counts nothing else.",
    )
    reason: Reason | None = Field(
        None,
        description="Why it had to be; reasons among a streak's `exceptions` never break it. "
        "Null: for none of these.",
    )
    tone: Tone | None = Field(
        None,
        description="How it sounded; null: not told. An `open` reply is pull in the insight "
        "`energy`.",
    )
    unwanted: Unwanted = False
    restart_at: RestartAt | None = None
    urge_id: UrgeId | None = None
    note: Note | None = None


class ContactEventUpdate(Input):
    """What changes; what is absent stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"tone": "neutral", "note": None}]})

    person_id: UUID | MISSING | None = MISSING
    kind: ContactKind | MISSING = MISSING
    occurred_at: Moment | MISSING = Field(
        MISSING, description="When it happened; at most 5 minutes ahead."
    )
    time_zone: ZoneName | MISSING = Field(MISSING, description="Where it happened.")
    channel: Channel | MISSING | None = MISSING
    platform: Platform | MISSING | None = MISSING
    reason: Reason | MISSING | None = MISSING
    tone: Tone | MISSING | None = MISSING
    unwanted: bool | MISSING = MISSING
    restart_at: RestartAt | MISSING | None = MISSING
    urge_id: UrgeId | MISSING | None = MISSING
    note: Note | MISSING | None = MISSING


class EffectRead(Output):
    """What an event does to one streak."""

    streak_id: UUID = Field(description="The streak concerned.")
    breaks: bool = Field(
        description="Whether it breaks the streak: then, and only then, `because` is `counts`."
    )
    because: Because = Field(description="Of several reasons not to break it, the firmest.")


class ContactEventRead(EntryRead):
    person_id: UUID | None
    kind: ContactKind
    channel: Channel | None
    platform: str | None
    reason: Reason | None
    tone: Tone | None
    unwanted: bool
    restart_at: datetime | None
    urge_id: UUID | None = Field(
        description="The urge that became this contact; null also when the urge was deleted since."
    )
    note: str | None
    initiated_by: Initiator = Field(
        description="Who began it, as its `kind` says; `posted` is begun by `nobody` of the two."
    )
    effects: Every[EffectRead] = Field(
        description="One for each streak about this person or about nobody in particular."
    )
