from typing import Annotated
from uuid import UUID

from pydantic import MISSING, ConfigDict, Field

from app.companion.journal.vocabulary import Focus
from app.core.entries import EntryCreate, EntryUpdate
from app.core.long_texts import IsSealed, LongText
from app.core.schemas import EntryRead

About = Annotated[Focus, Field(description="Whom it is about, by your own word.")]
PromptId = Annotated[
    str,
    Field(max_length=40, description="The prompt that you began with, by its `id`; null: none."),
]
MoodId = Annotated[UUID, Field(description="A check-in of yours that goes with it; null: none.")]


class JournalEntryCreate(EntryCreate):
    """Something written for yourself."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["Plain words", "Sealed by the app"],
            "examples": [
                {
                    "body": "Walked home the long way. The river had ice at its edges.",
                    "focus": "self",
                    "prompt_id": "fresh-air",
                    "mood_id": "0199e4a2-7c31-7000-8000-000000000001",
                    "occurred_at": "2026-03-09T21:30:00+01:00",
                    "time_zone": "Europe/Berlin",
                },
                {"body": "qg3oFvA7c2xJ8nZkP0s1Yw", "is_sealed": True, "focus": "other"},
            ],
        }
    )

    body: LongText
    is_sealed: IsSealed = False
    focus: About
    prompt_id: PromptId | None = None
    mood_id: MoodId | None = None


class JournalEntryUpdate(EntryUpdate):
    """What changes; what is absent stays. A changed `is_sealed` needs a new `body`."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"focus": "both", "prompt_id": None, "mood_id": None}]}
    )

    body: LongText | MISSING = MISSING
    is_sealed: IsSealed | MISSING = MISSING
    focus: About | MISSING = MISSING
    prompt_id: PromptId | MISSING | None = MISSING
    mood_id: MoodId | MISSING | None = MISSING


class JournalEntryRead(EntryRead):
    body: str = Field(description="As you sent it.")
    is_sealed: bool = Field(description="Only you can open `body`.")
    focus: Focus
    prompt_id: str | None
    mood_id: UUID | None = Field(
        description="A check-in of yours that goes with it; null also when it was deleted since."
    )
