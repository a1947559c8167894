from datetime import date
from typing import Annotated, Literal

from pydantic import MISSING, AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from app.companion.people import rules
from app.core.schemas import Input, Note, RecordId, RecordRead

Relation = Literal["partner", "ex_partner", "situationship", "dating", "friend", "family", "other"]
Phase = Literal["together", "distant", "apart"]


def _only_a_name(nickname: str) -> str:
    if rules.looks_like_an_address(nickname):
        kind, text = "nickname", "a nickname only: no phone number, address or @handle"
        raise PydanticCustomError(kind, text)
    return nickname


Nickname = Annotated[
    str,
    Field(
        min_length=1,
        max_length=80,
        description="A nickname only, encrypted: whatever looks like a phone number, an address "
        "or a @handle is refused.",
        examples=["Alex"],
    ),
    AfterValidator(_only_a_name),
]


class PersonCreate(Input):
    """Somebody in your life, by a nickname that only you need to understand."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["Somebody you were with", "A friend"],
            "examples": [
                {
                    "nickname": "Alex",
                    "relation": "ex_partner",
                    "phase": "apart",
                    "phase_since": "2026-03-20",
                    "note": "Three years. The book is still there.",
                },
                {"nickname": "Sam", "relation": "friend", "phase": "together"},
            ],
        }
    )

    id: RecordId | None = None
    nickname: Nickname
    relation: Relation = Field(description="What they are to you, or were.")
    phase: Phase = Field(description="Where you two stand now.")
    phase_since: date | None = Field(
        None, description="Since which date the phase holds; null: not told."
    )
    note: Note | None = None


class PersonUpdate(Input):
    """What changes; what is absent stays."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"phase": "distant", "phase_since": None}]}
    )

    nickname: Nickname | MISSING = MISSING
    relation: Relation | MISSING = MISSING
    phase: Phase | MISSING = MISSING
    phase_since: date | MISSING | None = MISSING
    note: Note | MISSING | None = MISSING


class PersonRead(RecordRead):
    nickname: str
    relation: Relation
    phase: Phase
    phase_since: date | None
    note: str | None
