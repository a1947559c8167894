from typing import Annotated

from pydantic import MISSING, AfterValidator, ConfigDict, Field

from app.companion.moods.vocabulary import Association, Classification, MoodKind, MoodLabel
from app.core.entries import ONCE_EACH, EntryCreate, EntryUpdate, Scale
from app.core.outsiders import OWNER_ONLY
from app.core.schemas import EntryRead, Note


def _without_minus_zero(valence: float) -> float:
    return valence + 0.0


Valence = Annotated[
    float,
    Field(ge=-1, le=1, allow_inf_nan=False, description="-1 very unpleasant, 1 very pleasant."),
    AfterValidator(_without_minus_zero),
]
Labels = Annotated[
    list[MoodLabel],
    Field(max_length=38, description="Words for it, by the names of Apple's HKStateOfMind."),
    ONCE_EACH,
]
Associations = Annotated[
    list[Association], Field(max_length=18, description="What it has to do with."), ONCE_EACH
]
CustomLabel = Annotated[str, Field(min_length=1, max_length=40)]
CustomLabels = Annotated[
    list[CustomLabel], Field(max_length=20, description="Words of your own, encrypted."), ONCE_EACH
]


class MoodCreate(EntryCreate):
    """How you feel at a moment, or how a whole day was."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["A feeling at a moment", "A whole day"],
            "examples": [
                {
                    "kind": "momentaryEmotion",
                    "valence": -0.4,
                    "labels": ["lonely", "hopeful"],
                    "associations": ["friends", "weather"],
                    "custom_labels": ["homesick"],
                    "occurred_at": "2026-03-09T21:30:00+01:00",
                    "time_zone": "Europe/Berlin",
                    "energy": 3,
                    "longing": 6,
                    "loneliness": 7,
                    "note": "Rain all evening. Rang Sam, which helped.",
                },
                {"kind": "dailyMood", "valence": 0.6, "labels": ["content"]},
            ],
        }
    )

    kind: MoodKind = Field(
        description="`momentaryEmotion` is how you feel at the moment `occurred_at`, "
        "`dailyMood` how the whole day was."
    )
    valence: Valence
    labels: Labels = []
    associations: Associations = []
    custom_labels: CustomLabels = []
    energy: Scale | None = Field(
        None, description="How much energy you have: 0 none, 10 as much as can be; null: not told."
    )
    longing: Scale | None = Field(
        None,
        description="How much you long for somebody: 0 not at all, 10 as much as can be; "
        "null: not told.",
    )
    loneliness: Scale | None = Field(
        None, description="How lonely you feel: 0 not at all, 10 as much as can be; null: not told."
    )
    note: Note | None = None


class MoodUpdate(EntryUpdate):
    """What changes; what is absent stays. A list replaces the whole list."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"valence": -0.1, "labels": ["relieved"], "note": None}]}
    )

    kind: MoodKind | MISSING = MISSING
    valence: Valence | MISSING = MISSING
    labels: Labels | MISSING = MISSING
    associations: Associations | MISSING = MISSING
    custom_labels: CustomLabels | MISSING = MISSING
    energy: Scale | MISSING | None = MISSING
    longing: Scale | MISSING | None = MISSING
    loneliness: Scale | MISSING | None = MISSING
    note: Note | MISSING | None = MISSING


class MoodRead(EntryRead):
    kind: MoodKind
    valence: float
    valence_classification: Classification = Field(
        description="Seven equal classes, cut at 1/7, 3/7 and 5/7 on both sides of 0; "
        "a valence on a cut belongs to the milder class.",
        examples=["slightlyUnpleasant"],
    )
    labels: list[MoodLabel]
    associations: list[Association]
    custom_labels: list[str]
    energy: int | None
    longing: int | None
    loneliness: int | None
    note: Annotated[str | None, OWNER_ONLY]
