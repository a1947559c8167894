from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.companion.urges.techniques.schemas import Steps, Title
from app.companion.urges.techniques.vocabulary import TechniqueKind
from app.core.schemas import Every, Output

Because = Annotated[
    str,
    Field(
        description="Why it is offered, in the user's language.",
        examples=["helped you 4 of 5 times"],
    ),
]


class OfferRead(Output):
    """A technique, and what is known of it for this user."""

    technique_id: UUID = Field(
        description="A built-in technique, or one of yours; give it to the urge once you "
        "have tried it."
    )
    title: Title
    steps: Steps
    kind: TechniqueKind = Field(
        description="A mindfulness session type of Android's Health Connect."
    )
    duration_seconds: int | None = Field(
        description="About how long it takes, in seconds; null: not told."
    )
    because: Because
    tried: int = Field(description="At how many urges it was tried whose outcome is known.")
    helped: int = Field(
        description="At how many of those: resisted or passed, and `intensity_after` is less than "
        "`intensity`."
    )


class ToolkitRead(Output):
    """Enough to answer an urge while offline, by the rule that the service has."""

    hold_seconds: int = Field(
        description="`hold_until` is so long after the urge.", examples=[1200]
    )
    offered_ids: list[UUID] = Field(
        description="Those that an urge would be answered with now: the two best, and the least "
        "tried of the rest."
    )
    techniques: Every[OfferRead] = Field(
        description="All of them, best first by (helped + 1) / (tried + 2). On a tie your own come "
        "first, the newest of them before the others, and then the built-in ones in their order."
    )
