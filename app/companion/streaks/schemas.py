from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import MISSING, ConfigDict, Field

from app.companion.streaks.vocabulary import (
    ContactKind,
    Measure,
    Outcome,
    Platform,
    Reason,
    StreakKind,
)
from app.core.outsiders import OWNER_ONLY
from app.core.schemas import Input, Moment, Output, RecordId, RecordRead, ZoneName

Label = Annotated[str, Field(min_length=1, max_length=80, examples=["evenings"])]
Platforms = Annotated[
    list[Platform], Field(max_length=20, description="Only there; none means anywhere.")
]
Measures = Annotated[
    list[Measure], Field(max_length=5, description="What was done about it (`social_quiet` only).")
]
Counts = Annotated[
    list[ContactKind],
    Field(min_length=1, max_length=20, description="Contact of these kinds breaks the streak."),
]
Exceptions = Annotated[
    list[Reason],
    Field(max_length=20, description="Contact with one of these reasons never breaks it."),
]


class StreakTerms(Input):
    """What breaks the streak, from its start on."""

    counts: Counts | None = Field(
        None, description="Absent: as the kind has it. A `custom` streak must say."
    )
    exceptions: Exceptions | None = Field(None, description="Absent: every reason there is.")


class StreakCreate(Input):
    """A run to keep: about one person, or about everybody."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["No contact", "Quiet on a platform"],
            "examples": [
                {
                    "kind": "no_contact",
                    "label": "the long quiet",
                    "started_at": "2026-01-05T22:00:00+01:00",
                    "time_zone": "Europe/Berlin",
                    "policy": {"counts": ["reached_out", "met_by_choice"]},
                },
                {"kind": "social_quiet", "platforms": ["instagram"], "measures": ["muted"]},
            ],
        }
    )

    id: RecordId | None = None
    kind: StreakKind = Field(
        description="What it is of; it decides what breaks it where `policy` does not."
    )
    person_id: UUID | None = Field(
        None, description="About whom; null: about everybody. Deleting the person deletes it."
    )
    label: Label | None = Field(
        None,
        description="A name of your own, encrypted; null: none. It tells streaks of one kind "
        "and person apart.",
    )
    started_at: Moment | None = Field(None, description="Absent: now.")
    time_zone: ZoneName | None = Field(None, description="Absent: your own.")
    platforms: Platforms = []
    measures: Measures = []
    policy: StreakTerms | None = Field(
        None,
        description="What breaks it from its start on; later versions are made at `/policies`.",
    )


class StreakUpdate(Input):
    """What changes; what is absent stays. Kind, person and zone are the streak's for good."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"label": "evenings"}]})

    label: Label | MISSING | None = MISSING
    platforms: Platforms | MISSING = MISSING
    measures: Measures | MISSING = MISSING
    started_at: Moment | MISSING = Field(
        MISSING, description="When it began; at most 5 minutes ahead. All figures follow."
    )


class TermsRead(Output):
    counts: list[ContactKind] = Field(description="Contact of these kinds breaks the streak.")
    exceptions: list[Reason] = Field(
        description="Contact with one of these reasons never breaks it."
    )


class CurrentRead(Output):
    started_at: datetime = Field(
        description="When the stretch began: at the start, or when the quiet began again "
        "after a break."
    )
    elapsed_seconds: int = Field(
        description="Seconds from its start to its end, or to `as_of` while it runs."
    )
    days: int = Field(description="Local dates since it began, less those paused.")


class LongestRead(CurrentRead):
    ended_at: datetime | None = Field(description="Null while it is the running one.")


class EndingRead(Output):
    ended_at: datetime = Field(description="When it ended; all figures stop there.")
    outcome: Outcome


class StreakRead(RecordRead):
    kind: StreakKind
    person_id: Annotated[UUID | None, OWNER_ONLY]
    label: Annotated[str | None, OWNER_ONLY]
    started_at: datetime = Field(description="When it began, by the client's word.")
    started_on: date = Field(description="The local date of `started_at`.")
    time_zone: str = Field(description="Where it began; a later move never changes it.")
    platforms: list[str]
    measures: list[Measure]
    policy: Annotated[TermsRead, OWNER_ONLY] = Field(description="The version in force now.")
    status: Literal["active", "paused", "finished"] = Field(
        description="`paused`: today lies in a pause; `finished`: it has an ending."
    )
    current: CurrentRead = Field(description="The stretch since the last break.")
    longest: LongestRead = Field(
        description="The stretch of most days; of as many, of most seconds, then the earliest."
    )
    journey_days: int = Field(description="Local dates since the start, whatever happened.")
    days_tried: int = Field(description="Local dates from the start to today, less those paused.")
    days_kept: int = Field(
        description="Dates tried without a break that do not lie between one and its `restart_at`."
    )
    kept_ratio: float | None = Field(description="Null while no date was tried.")
    steadiness: float = Field(
        description="0 to 1. Every kept date adds, a slip after two months costs about 5 %."
    )
    slip_count: int = Field(description="How many contact events have broken it.")
    last_slip_at: datetime | None = Field(
        description="When the last of them happened; null: none did."
    )
    ending: EndingRead | None = Field(description="How and when it ended; null while it goes on.")
    as_of: datetime = Field(description="The moment of the running figures.")
