from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.companion.streaks.arithmetic.explanations import State
from app.companion.streaks.arithmetic.verdicts import Because
from app.companion.streaks.vocabulary import ContactKind, Reason
from app.core.outsiders import OWNER_ONLY
from app.core.schemas import Every, Output
from app.core.wall_times import ShownWallTime


class SegmentRead(Output):
    """A stretch between two breaks; the newest one runs, or was ended."""

    id: UUID = Field(description="The stretch's own, the same as long as what opened it stays.")
    opened_by: Annotated[UUID | None, OWNER_ONLY] = Field(
        description="The contact event before it; null at the start."
    )
    started_at: datetime = Field(
        description="When it began: at the start, or when the quiet began again after a break."
    )
    started_on: date = Field(description="The local date of `started_at`.")
    ended_at: datetime | None = Field(
        description="When a break or the ending closed it; null while it runs."
    )
    ended_on: date | None = Field(description="The local date of `ended_at`; null while it runs.")
    days: int = Field(
        description="Local dates since it began, less those paused; of one that runs, up to today."
    )
    elapsed_seconds: int = Field(
        description="Seconds from `started_at` to `ended_at`, or to `as_of` while it runs."
    )
    closed_by: Annotated[UUID | None, OWNER_ONLY] = Field(
        description="The contact event that broke it; null if none."
    )
    as_of: datetime | None = Field(description="The moment of its figures; null once it is over.")


class JudgedRead(Output):
    """An event of that day and what it did, by which policy, where and by which start of day."""

    id: UUID = Field(description="The contact event's.")
    kind: ContactKind = Field(description="What happened.")
    occurred_at: datetime = Field(description="When it happened, by the client's word.")
    time_zone: str = Field(description="Where it happened.")
    day_starts_at: ShownWallTime = Field(
        description="When the user's days began there and then, by the clock on the wall."
    )
    breaks: bool = Field(
        description="Whether it breaks the streak: then, and only then, `because` is `counts`."
    )
    because: Because = Field(description="Of several reasons not to break it, the firmest.")
    policy_id: UUID | None = Field(
        description="The version by which it was judged; null: the defaults of the streak's kind."
    )


class PolicyInForceRead(Output):
    id: UUID = Field(description="The version's.")
    effective_at: datetime | None = Field(description="Null: since the streak began.")
    counts: list[ContactKind] = Field(description="Contact of these kinds breaks the streak.")
    exceptions: list[Reason] = Field(
        description="Contact with one of these reasons never breaks it."
    )


class ExplanationRead(Output):
    streak_id: UUID = Field(description="The streak explained.")
    on: date = Field(description="The local date explained.")
    state: State = Field(
        description="What the date is to the streak; `gap`: between a break and its `restart_at`."
    )
    paused: bool = Field(
        description="Whether a pause covers the date, even before the start or after the ending."
    )
    time_zone: str = Field(description="Where the streak began.")
    day_starts_at: ShownWallTime = Field(description="When the user's days began then.")
    events: Every[JudgedRead] = Field(description="What happened that day, oldest first.")
    policies: Every[PolicyInForceRead] = Field(
        description="What was in force that day, oldest first."
    )
