from datetime import date
from typing import Annotated, Literal, TypeVar
from uuid import UUID

from pydantic import ConfigDict, Field

from app.companion.activities.vocabulary import Area
from app.companion.urges.vocabulary import Trigger
from app.core.schemas import Output
from app.reading.insights.vocabulary import Bucket

Share = Annotated[float | None, Field(description="0 to 1; null where nothing was counted.")]
BY_NAME = ConfigDict(validate_by_name=True, validate_by_alias=True)
"""What the rules call one way and the contract another."""
Kind = TypeVar("Kind")
Named = Annotated[Kind, Field(description="Which insight it is.")]
Buckets = Annotated[
    list[Kind],
    Field(
        description="The window cut into days, weeks or months, oldest first, empty ones too.",
        json_schema_extra={"maxItems": 366},
    ),
]
Contacts = Annotated[
    int, Field(description="Contacts that you began: `reached_out` and `met_by_choice`.")
]
Checks = Annotated[
    int, Field(description="Looked at their profile or old messages, asked about them, went past.")
]
OUTCOME = Literal["resisted", "passed", "slipped", "open"]


class Stretch(Output):
    """Whole local dates, both ends inclusive."""

    model_config = BY_NAME

    start: date = Field(description="First local date.", alias="from")
    end: date = Field(description="Last local date.", alias="to")
    n: int = Field(description="How many entries the figures are made of.")


class Insight(Stretch):
    bucket: Bucket = Field(description="What the window is cut into.")
    sufficient: bool = Field(description="Whether there is enough for the figures to mean much.")
    title: str = Field(
        description="A heading, in your language.", examples=["Where your attention goes"]
    )
    alt: str = Field(
        description="The insight in a plain sentence, such as for a screen reader.",
        examples=[
            "Mood from 14 Jan 2026 to 10 Mar 2026: 3 check-ins, not enough yet for a picture."
        ],
    )


class MeanRead(Output):
    n: int = Field(description="How many values there are.")
    mean: float | None = Field(description="Their mean, to three decimals; null of none.")


ScaleRead = Annotated[MeanRead, Field(description="Of the check-ins that told it, 0 to 10.")]


class MoodBucket(Stretch):
    mean: float | None = Field(description="Of valence, -1 to 1.")
    spread: float | None = Field(description="Standard deviation of valence.")
    energy: ScaleRead
    longing: ScaleRead
    loneliness: ScaleRead


class MoodInsight(Insight, MoodBucket):
    """How it was."""

    kind: Named[Literal["mood"]]
    buckets: Buckets[MoodBucket]


class UrgesBucket(Stretch):
    mean_intensity: float | None = Field(description="0 to 10.")


class OutcomeCount(Output):
    outcome: OUTCOME = Field(description="`open` until it is resolved.")
    n: int = Field(description="How many urges ended so.")


class TriggerCount(Output):
    trigger: Trigger = Field(description="What set them off, among other things.")
    n: int = Field(description="How many urges it set off.")


class HourCount(Output):
    hour: int = Field(description="On the wall clock where it was, 0 to 23.")
    n: int = Field(description="How many urges came within this hour.")


class HelpedRead(Output):
    n: int = Field(description="Urges that a technique was tried at, and that have an outcome.")
    helped: int = Field(description="Those resisted or passed, and weaker after it.")
    share: Share


class UrgesInsight(Insight, UrgesBucket):
    """When they came, how strong, and what became of them."""

    kind: Named[Literal["urges"]]
    outcomes: list[OutcomeCount] = Field(description="One for each outcome, even of none.")
    triggers: list[TriggerCount] = Field(description="The most frequent first.")
    hours: list[HourCount] = Field(description="All 24, from the start of the user's day on.")
    helped: HelpedRead = Field(description="How often techniques helped.")
    buckets: Buckets[UrgesBucket]


class AttentionBucket(Stretch):
    them: float = Field(description="About the other person.", validation_alias="first")
    own: float = Field(description="About the user's own life.", validation_alias="second")
    share: Share = Field(description="own / (own + them).")
    sufficient: bool = Field(description="Seven entries or more.")


class AttentionCounts(Output):
    contact: Contacts
    check: Checks
    urge: int = Field(description="Without those that became a contact or a check.")
    journal_them: int = Field(description="Entries about them; sealed ones count nowhere.")
    journal_both: int = Field(description="Half to each side.")
    journal_self: int = Field(description="Entries about yourself.")
    own_activity: int = Field(description="Logs not in the person's company.")


class AttentionInsight(Insight, AttentionBucket):
    """Whom one's entries are about."""

    kind: Named[Literal["attention"]]
    counts: AttentionCounts = Field(description="How many entries of each kind there are.")
    buckets: Buckets[AttentionBucket]


class EnergyBucket(Stretch):
    push: float = Field(
        description="Contacts that you began, checks and slipped urges.", validation_alias="first"
    )
    pull: float = Field(description="The entries of all other `counts`.", validation_alias="second")
    balance: Share = Field(description="pull / (push + pull).", validation_alias="share")
    sufficient: bool = Field(description="Seven entries or more.")


class EnergyCounts(Output):
    contact: Contacts
    check: Checks
    slipped_urge: int = Field(description="Without those that became a contact or a check.")
    resisted_urge: int = Field(description="With a technique.")
    mindfulness: int = Field(description="Activity logs with a `mindfulness_type`.")
    journal: int = Field(description="Journal entries, without sealed ones.")
    mood: int = Field(description="Check-ins.")
    open_reply: int = Field(description="Replies of yours in an `open` tone.")
    present_encounter: int = Field(description="Encounters that happened with `present` 6 or more.")


class EnergyInsight(Insight, EnergyBucket):
    """Pushing against pulling."""

    kind: Named[Literal["energy"]]
    counts: EnergyCounts = Field(description="How many entries of each kind there are.")
    buckets: Buckets[EnergyBucket]


class ReciprocityBucket(Stretch):
    by_me: float = Field(description="Contacts that you began.", validation_alias="first")
    by_them: float = Field(
        description="Contacts that they began: `heard_from`, and `replied`, which is your answer.",
        validation_alias="second",
    )
    share_by_them: Share = Field(description="by_them / all.", validation_alias="share")


class ReciprocityInsight(Insight, ReciprocityBucket):
    """Who reaches out."""

    kind: Named[Literal["reciprocity"]]
    buckets: Buckets[ReciprocityBucket]


class IntervalRead(Output):
    low: float = Field(description="Its lower end, a difference of valence.")
    high: float = Field(description="Its upper end, a difference of valence.")


class DifferenceBase(Output):
    model_config = BY_NAME

    on_days_with: MeanRead = Field(description="Mean valence of the dates with it and check-ins.")
    on_days_without: MeanRead = Field(description="Mean valence of the other dates with check-ins.")
    difference: float | None = Field(description="Mean valence with, less that without.")
    interval: IntervalRead | None = Field(
        description="95 % interval of the difference (Welch's t), from 5 and 5 days on."
    )
    sufficient: bool = Field(description="Whether there are five dates or more on both sides.")


class AreaDifference(DifferenceBase):
    area: Area = Field(description="With any activity log of this area.", validation_alias="what")


class ActivityDifference(DifferenceBase):
    activity_id: UUID = Field(description="With any log of this activity.", validation_alias="what")


class ActivitiesInsight(Insight):
    """Mood on days with and without. Things that go together need not come of one another."""

    kind: Named[Literal["activities"]]
    areas: list[AreaDifference] = Field(description="Those logged, the most frequent first.")
    activities: list[ActivityDifference] = Field(description="The 20 most frequent.")


class PartRead(Output):
    figure: float = Field(description="What was counted.")
    full_at: float = Field(description="The figure that gives all 25 points.")
    n: int = Field(description="How many activity logs, or goal periods, it was counted among.")
    points: float = Field(description="0 to 25, in proportion to `figure` up to `full_at`.")


class GrowthBucket(Stretch):
    score: int = Field(description="0 to 100: the points of the four parts.")
    first_times: PartRead = Field(description="Activity logs of something done for the first time.")
    areas: PartRead = Field(description="How many areas of life the logs are in.")
    company: PartRead = Field(description="Kinds: friends, family, new people.")
    goals: PartRead = Field(description="Share of the periods of active goals that were met.")


class GrowthInsight(Insight, GrowthBucket):
    """How much a life is one's own."""

    kind: Named[Literal["growth"]]
    buckets: Buckets[GrowthBucket]


AnyInsight = Annotated[
    MoodInsight
    | UrgesInsight
    | AttentionInsight
    | EnergyInsight
    | ActivitiesInsight
    | GrowthInsight
    | ReciprocityInsight,
    Field(discriminator="kind"),
]
