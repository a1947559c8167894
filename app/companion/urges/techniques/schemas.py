from typing import Annotated, Literal
from uuid import UUID

from pydantic import MISSING, ConfigDict, Field

from app.companion.urges.techniques.vocabulary import TechniqueKind
from app.core.schemas import Every, Input, Output, RecordId, RecordRead

Title = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        description="What it is called; your own words are encrypted.",
        examples=["Repot the ferns"],
    ),
]
Step = Annotated[str, Field(min_length=1, max_length=500)]
Steps = Annotated[
    list[Step],
    Field(
        min_length=1,
        max_length=12,
        description="Short sentences, one after the other.",
        examples=[["Put on the apron.", "Take the driest fern first."]],
    ),
]
Kind = Annotated[
    TechniqueKind, Field(description="A mindfulness session type of Android's Health Connect.")
]
Duration = Annotated[
    int,
    Field(
        ge=1,
        le=86_400,
        description="About how long it takes, in seconds; null: not told.",
        examples=[900],
    ),
]


class TechniqueCreate(Input):
    """Something that helps you, in steps that you can follow when you are shaken."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["With kind and duration", "Title and steps alone"],
            "examples": [
                {
                    "title": "Repot the ferns",
                    "steps": ["Put on the apron.", "Take the driest fern first."],
                    "kind": "other",
                    "duration_seconds": 900,
                },
                {"title": "Ring Sam's doorbell", "steps": ["Two floors up. Sam knows."]},
            ],
        }
    )

    id: RecordId | None = None
    title: Title
    steps: Steps
    kind: Kind = "unknown"
    duration_seconds: Duration | None = None


class TechniqueUpdate(Input):
    """What changes; what is absent stays. The steps are replaced as a whole."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"steps": ["Apron on.", "Driest fern first."], "duration_seconds": None}]
        }
    )

    title: Title | MISSING = MISSING
    steps: Steps | MISSING = MISSING
    kind: Kind | MISSING = MISSING
    duration_seconds: Duration | MISSING | None = MISSING


class OwnTechniqueRead(RecordRead):
    """One of yours."""

    origin: Literal["own"] = Field(
        description="Whose it is: `own` is yours, `built_in` everybody's."
    )
    title: Title
    steps: Steps
    kind: TechniqueKind
    duration_seconds: int | None


class BuiltInTechniqueRead(Output):
    """One that everybody has, in your language."""

    origin: Literal["built_in"] = Field(
        description="Whose it is: `own` is yours, `built_in` everybody's."
    )
    id: UUID = Field(description="The same for everybody, and for good.")
    title: Title
    steps: Steps
    kind: TechniqueKind
    duration_seconds: int = Field(description="About how long it takes, in seconds.")


TechniqueRead = Annotated[OwnTechniqueRead | BuiltInTechniqueRead, Field(discriminator="origin")]


class TechniquesRead(Output):
    """A whole list, not a page."""

    items: Every[TechniqueRead] = Field(
        description="Your own, newest first, then the built-in ones.",
        examples=[
            [
                {
                    "origin": "built_in",
                    "id": "7ee712a6-531e-41c3-8ef1-0920af58c713",
                    "title": "Cold water",
                    "steps": [
                        "Go to the nearest tap.",
                        "Hold your wrists under the water and count slowly to thirty.",
                    ],
                    "kind": "other",
                    "duration_seconds": 120,
                }
            ]
        ],
    )
