from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from app.companion.activities.vocabulary import Area
from app.companion.moods.vocabulary import Classification, MoodKind, MoodLabel
from app.companion.reviews.vocabulary import ReviewKind
from app.companion.streaks.vocabulary import StreakKind
from app.companion.urges.vocabulary import WantsTo
from app.core.schemas import Output

IF_COUNTED = "Null unless counters are shown."


class TodayStreakRead(Output):
    id: UUID = Field(description="The streak's.")
    kind: StreakKind
    label: str | None
    person_id: UUID | None
    status: Literal["active", "paused"]
    days: int | None = Field(description=f"Of the running stretch. {IF_COUNTED}", examples=[12])
    longest_days: int | None = Field(description=IF_COUNTED, examples=[20])


class TodayGoalRead(Output):
    id: UUID = Field(description="The goal's.")
    title: str
    done: int = Field(description="Logs in the period that runs.", examples=[2])
    times: int = Field(description="How many the period asks for.", examples=[3])
    met: bool = Field(description="Whether `done` is `times` or more.")
    period_end: date = Field(description="The last date of the period that runs.")


class TodayMoodRead(Output):
    id: UUID = Field(description="The check-in's.")
    kind: MoodKind
    valence: float
    valence_classification: Classification
    labels: list[MoodLabel]
    occurred_at: datetime
    local_date: date


class TodayUrgeRead(Output):
    id: UUID = Field(description="The urge's.")
    wants_to: WantsTo
    intensity: int
    occurred_at: datetime
    hold_until: datetime = Field(description="Compare it with the clock of the phone.")


class TodayPlanRead(Output):
    activity_id: UUID = Field(description="Your activity.")
    title: str = Field(description="What it is, in your own words.")
    area: Area = Field(description="The part of life it belongs to.")
    planned_on: date = Field(description="Today, or earlier if it is still to be done.")


class ReviewIsDueRead(Output):
    """Something to look back on: `GET /v1/reviews/due` has the questions."""

    kind: ReviewKind | None = Field(description=IF_COUNTED, examples=["weekly"])
    streak_id: UUID | None = Field(
        description=f"What it looks back on; none if it is weekly. {IF_COUNTED}"
    )


class TodayPromptRead(Output):
    """Something to write about."""

    id: str = Field(examples=["three-minutes"])
    text: str = Field(examples=["Which three minutes of today would you keep?"])


class NewMilestoneRead(Output):
    id: UUID = Field(description="The milestone's.")
    streak_id: UUID
    days: int = Field(examples=[14])
    reached_on: date


class TodayHelpRead(Output):
    title: str = Field(
        description="A heading, in your language.", examples=["It has been heavy for a while"]
    )
    text: str = Field(
        description="Plain words to show, in your language.",
        examples=["Your last days have been low ones."],
    )


class TodayRead(Output):
    """The home screen. What there is none of is null or empty."""

    local_date: date = Field(description="Your own date, by your zone and start of the day.")
    counters_shown: bool = Field(
        description="By your preferences; with `on_request` if `?counters=true` asks for them. "
        "Never in safety mode."
    )
    streaks: list[TodayStreakRead] = Field(
        description="6 at most of those that run: of no contact first, then the newest of all "
        "others. None in safety mode."
    )
    goals: list[TodayGoalRead] = Field(
        description="Active ones with a cadence, newest first, 10 at most, in the period that "
        "runs. What is paused or excused today rests."
    )
    last_mood: TodayMoodRead | None = Field(
        description="The newest check-in, however old; null without any."
    )
    open_urge: TodayUrgeRead | None = Field(
        description="The newest that is not resolved, of the last 7 days. None in safety mode."
    )
    plans: list[TodayPlanRead] = Field(description="Planned for today or earlier, 3 at most.")
    review_due: ReviewIsDueRead | None = Field(description="A review to make, one at most.")
    prompt: TodayPromptRead | None = Field(
        description="A light one of the day; null after three late entries about somebody else."
    )
    milestones: list[NewMilestoneRead] = Field(
        description="Reached today or yesterday, 4 at most; none unless counters are shown."
    )
    help: TodayHelpRead | None = Field(
        description="While moods stay low: plain words, and `GET /v1/help-lines` beside them."
    )
