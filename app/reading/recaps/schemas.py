from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from app.companion.activities.vocabulary import Area, Company
from app.companion.streaks.vocabulary import StreakKind
from app.core.schemas import Every, Output


class RecapStreak(Output):
    streak_id: UUID
    kind: StreakKind
    kept: Literal["all", "most", "some", "none", "paused"] = Field(
        description="How much of what was tried of the week; `paused`: none of it was."
    )
    days_kept: int | None = Field(description="Null unless day counts are shown.")
    days_tried: int | None


class RecapGoals(Output):
    met: int = Field(description="Periods that ended in the week, and were met.")
    goal_ids: Every[UUID] = Field(description="Whose they are.")


class RecapMood(Output):
    n: int
    mean: float | None
    spread: float | None


class RecapCompany(Output):
    company: Company
    n: int


class RecapRead(Output):
    """A week, looked back on."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    week: str = Field(examples=["2026-W11"])
    start: date = Field(alias="from", description="Its Monday.")
    end: date = Field(alias="to", description="Its Sunday.")
    complete: bool = Field(description="Whether it is over for you.")
    streaks: Every[RecapStreak] = Field(description="None in safety mode.")
    activities: int = Field(description="Activity logs of the week.")
    areas: list[Area]
    first_times: int
    goals: RecapGoals
    mood: RecapMood
    company: list[RecapCompany] = Field(description="Without logs of being alone.")
    title: str = Field(examples=["Your week from 2 Mar 2026 to 8 Mar 2026"])
    lines: list[str] = Field(
        description="The week in sentences, as page and picture have them.",
        examples=[["No contact: kept all week.", "Something for the first time."]],
    )
    alt: str = Field(examples=["Your week from 2 Mar 2026 to 8 Mar 2026. Goals met 3 times."])
