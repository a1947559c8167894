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

    id: UUID
    opened_by: Annotated[UUID | None, OWNER_ONLY] = Field(
        description="The contact event before it; null at the start."
    )
    started_at: datetime
    started_on: date
    ended_at: datetime | None
    ended_on: date | None
    days: int
    elapsed_seconds: int
    closed_by: Annotated[UUID | None, OWNER_ONLY] = Field(
        description="The contact event that broke it; null if none."
    )
    as_of: datetime | None = Field(description="The moment of its figures; null once it is over.")


class JudgedRead(Output):
    """An event of that day and what it did, by which policy, where and by which start of day."""

    id: UUID
    kind: ContactKind
    occurred_at: datetime
    time_zone: str
    day_starts_at: ShownWallTime
    breaks: bool
    because: Because
    policy_id: UUID | None


class PolicyInForceRead(Output):
    id: UUID
    effective_at: datetime | None = Field(description="Null: since the streak began.")
    counts: list[ContactKind]
    exceptions: list[Reason]


class ExplanationRead(Output):
    streak_id: UUID
    on: date
    state: State
    paused: bool
    time_zone: str = Field(description="Where the streak began.")
    day_starts_at: ShownWallTime = Field(description="When the user's days began then.")
    events: Every[JudgedRead] = Field(description="What happened that day, oldest first.")
    policies: Every[PolicyInForceRead] = Field(
        description="What was in force that day, oldest first."
    )
