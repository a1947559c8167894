from datetime import date
from uuid import UUID

from pydantic import Field

from app.companion.reviews.schemas import QuestionRead
from app.companion.reviews.vocabulary import ReviewKind
from app.companion.streaks.vocabulary import StreakKind
from app.core.schemas import Every, Output


class ReviewedStreakRead(Output):
    id: UUID = Field(description="The streak's.")
    kind: StreakKind
    label: str | None
    current_days: int = Field(description="Days of the stretch that runs.")
    longest_days: int = Field(description="Days of the longest stretch.")
    kept_ratio: float | None = Field(description="Null while no date was tried.")
    slip_count: int


class ReviewedMoodsRead(Output):
    n: int = Field(description="Check-ins on these dates.", examples=[12])
    mean_valence: float | None = Field(description="Null without any.", examples=[0.15])


class ReciprocityRead(Output):
    """Who begins. Shares add up to 1; they say nothing about why."""

    n: int = Field(description="Contacts that you or they began.", examples=[8])
    by_you: float | None = Field(description="Null without any.", examples=[0.25])
    by_them: float | None = Field(description="Null without any.", examples=[0.75])


class FiguresRead(Output):
    """Of the dates that the review looks back on, both ends inclusive."""

    from_on: date = Field(description="The first local date.")
    to_on: date = Field(description="The last local date.")
    streaks: Every[ReviewedStreakRead] | None = Field(
        description="The review's streak, or all that run; as they stand today. Null if you "
        "never want day counts, and in safety mode."
    )
    goal_periods_met: int = Field(
        description="Days, weeks and months of your goals that began then and are met."
    )
    moods: ReviewedMoodsRead = Field(description="Of the check-ins on these dates.")
    first_times: int = Field(description="Activity logs of something done for the first time.")
    reciprocity: ReciprocityRead | None = Field(
        description="With the streak's person, or with anybody if it has none. Null if weekly."
    )


class DueReviewRead(Output):
    kind: ReviewKind = Field(description="The kind of review to make.")
    streak_id: UUID | None = Field(description="To be sent along; null if weekly.")
    questions: list[QuestionRead] = Field(
        description="What to answer, in the order in which it is best asked."
    )
    figures: FiguresRead = Field(description="What to look at beside the questions.")


class DueReviewsRead(Output):
    language: str = Field(description="That of the questions: `en` or `de`.", examples=["en"])
    items: Every[DueReviewRead] = Field(description="Those of streaks first; often there is none.")
