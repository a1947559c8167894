from datetime import date

from pydantic import Field

from app.companion.journal.vocabulary import Doing, PromptKind
from app.core.schemas import Output


class PromptRead(Output):
    """Something to begin with."""

    id: str = Field(description="Stays the same for good; an entry's `prompt_id`.")
    kind: PromptKind = Field(description="What it asks for.")
    text: str = Field(description="The prompt, in your language.")


class DoingRead(Output):
    """Something to do."""

    kind: Doing = Field(description="What there is to do.")
    text: str = Field(description="How to begin, in your language.")


class SourceRead(Output):
    """Where a claim comes from."""

    title: str = Field(description="What it is called, or what it found.")
    url: str = Field(
        description="Where to read it.",
        examples=["https://pmc.ncbi.nlm.nih.gov/articles/PMC4297672/"],
    )


class InsteadRead(Output):
    """What may do more good than writing, and why."""

    because: str = Field(description="Why not to write now, in your language.")
    techniques: list[DoingRead] = Field(description="What to do instead.")
    source: SourceRead = Field(description="Where that claim comes from.")


class PromptsRead(Output):
    """A whole list, not a page."""

    local_date: date = Field(description="Your day, whose prompts these are.")
    items: list[PromptRead] = Field(
        description="Three of the day, or none if there is something to do `instead`.",
        examples=[
            [
                {
                    "id": "three-minutes",
                    "kind": "small_joys",
                    "text": "Which three minutes of today would you keep?",
                }
            ]
        ],
    )
    instead: InsteadRead | None = Field(
        description="Null, or in place of prompts: it is between 22:00 and 04:00 where you are, "
        "and your last three entries, none older than a week, are `them` entries of such hours."
    )
