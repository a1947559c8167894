from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.companion.activities.vocabulary import Area, Company, OpenStatus
from app.core.outsiders import OWNER_ONLY
from app.core.schemas import Output


class OwnPlanRead(Output):
    """An activity of yours that is not done yet."""

    origin: Literal["own"] = Field(
        description="Whose idea it is: `own` is yours, `curated` the house's."
    )
    activity_id: UUID = Field(description="Your activity.")
    title: str = Field(description="What it is, in your own words.")
    area: Area = Field(description="The part of life it belongs to.")
    status: OpenStatus = Field(description="An idea for some day, or planned.")
    planned_on: date | None = Field(description="For which local date; null: for none yet.")
    meant_with_somebody: Annotated[bool, OWNER_ONLY] = Field(
        description="You meant to do it with somebody. Do it anyway: alone, or with others."
    )


class CuratedIdeaRead(Output):
    """An idea of the house; log it as an activity of your own when you have done it."""

    origin: Literal["curated"] = Field(
        description="Whose idea it is: `own` is yours, `curated` the house's."
    )
    id: str = Field(description="Stays the same for good.")
    title: str = Field(description="What it is, in your language.")
    area: Area = Field(description="The part of life it belongs to.")
    company: list[Company] = Field(description="Whom it suits.")
    minutes: int = Field(description="About how long it takes.")
    nudge: str = Field(description="One line to get going.")


IdeaRead = Annotated[OwnPlanRead | CuratedIdeaRead, Field(discriminator="origin")]


class IdeasRead(Output):
    """A whole list, not a page."""

    items: list[IdeaRead] = Field(
        description="Your own open plans first, then those of the house.",
        examples=[
            [
                {
                    "origin": "own",
                    "activity_id": "0199e4a2-7c31-7000-8000-000000000001",
                    "title": "See the salt lake at sunrise",
                    "area": "adventure",
                    "status": "planned",
                    "planned_on": "2026-04-11",
                    "meant_with_somebody": True,
                },
                {
                    "origin": "curated",
                    "id": "one-room-of-a-museum",
                    "title": "See one single room of a museum",
                    "area": "mind",
                    "company": ["alone", "friends"],
                    "minutes": 60,
                    "nudge": "Choose the piece you would take home, and find out who made it.",
                },
            ]
        ],
    )
