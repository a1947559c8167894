from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from app.companion.activities.vocabulary import Area, Company
from app.companion.streaks.vocabulary import StreakKind
from app.core.schemas import Every, Output


class RecapStreak(Output):
    streak_id: UUID = Field(description="The streak.")
    kind: StreakKind = Field(description="The streak's.")
    kept: Literal["all", "most", "some", "none", "paused"] = Field(
        description="How much of what was tried of the week; `paused`: none of it was."
    )
    days_kept: int | None = Field(description="Null unless day counts are shown.")
    days_tried: int | None = Field(
        description="Dates of the week less those paused; null unless day counts are shown."
    )


class RecapGoals(Output):
    met: int = Field(description="Periods that ended in the week, and were met.")
    goal_ids: Every[UUID] = Field(description="Whose they are.")


class RecapMood(Output):
    n: int = Field(description="How many check-ins there are.")
    mean: float | None = Field(
        description="Their mean valence, -1 to 1, to three decimals; null of none."
    )
    spread: float | None = Field(
        description="Standard deviation of their valence; null of fewer than two."
    )


class RecapCompany(Output):
    company: Company = Field(description="Who was there.")
    n: int = Field(description="In how many activity logs.")


class RecapRead(Output):
    """A week, looked back on."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    week: str = Field(description="Its name by ISO 8601.", examples=["2026-W11"])
    start: date = Field(alias="from", description="Its Monday.")
    end: date = Field(alias="to", description="Its Sunday.")
    complete: bool = Field(description="Whether it is over for you.")
    streaks: Every[RecapStreak] = Field(description="None in safety mode.")
    activities: int = Field(description="Activity logs of the week.")
    areas: list[Area] = Field(description="The areas of life that its activity logs are in.")
    first_times: int = Field(description="Activity logs of something done for the first time.")
    goals: RecapGoals = Field(description="What was met.")
    mood: RecapMood = Field(description="Of the check-ins of the week.")
    company: list[RecapCompany] = Field(
        description="Without logs of being alone; in safety mode without `person`, too."
    )
    title: str = Field(
        description="A heading, in your language.",
        examples=["Your week from 2 Mar 2026 to 8 Mar 2026"],
    )
    lines: list[str] = Field(
        description="The week in sentences, as page and picture have them.",
        examples=[["No contact: kept all week.", "Something for the first time."]],
    )
    alt: str = Field(
        description="Title and sentences in one text, such as for a screen reader.",
        examples=["Your week from 2 Mar 2026 to 8 Mar 2026. Goals met 3 times."],
    )
