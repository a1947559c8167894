from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from app.accounts.auth.schemas import LONGEST_SECRET
from app.accounts.auth.scopes import OWNER, DataScope
from app.accounts.credentials.schemas import TypedPassword
from app.core.schemas import Input, Moment, Output, RecordId

PersonalScope = Literal[DataScope, "owner"]

TypedCode = Annotated[
    str, Field(max_length=LONGEST_SECRET, json_schema_extra={"format": "password"})
]


def _alone_if_mighty(scopes: list[PersonalScope]) -> list[PersonalScope]:
    if OWNER in scopes and len(set(scopes)) > 1:
        kind, reason = "scopes", "`owner` is everything and stands alone"
        raise PydanticCustomError(kind, reason)
    return sorted(set(scopes))


class PersonalAccessTokenCreate(Input):
    """A token for a script of yours."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["To read some records", "To do everything"],
            "examples": [
                {"name": "My spreadsheet", "scopes": ["moods:read", "goals:read"]},
                {
                    "name": "Backup at home",
                    "scopes": ["owner"],
                    "recovery_code": "06AB-CDEF-GH1J-KMNP-QRST-VWXY-Z012-3456-789A-BCDE-FGHJ"
                    "-KMNP-QRS0",
                },
            ],
        }
    )

    id: RecordId | None = None
    name: str = Field(min_length=1, max_length=100, description="For yourself; encrypted.")
    scopes: Annotated[
        list[PersonalScope],
        Field(
            min_length=1,
            max_length=10,
            description="What it may do. `owner` is everything, and stands alone.",
        ),
        AfterValidator(_alone_if_mighty),
    ]
    expires_at: Moment | None = Field(
        None,
        description="In 90 days unless told, and in 366 at the latest.",
        examples=["2026-06-01T00:00:00Z"],
    )
    password: TypedPassword | None = Field(
        None, description="For the scope `owner`: the account's, typed now."
    )
    recovery_code: TypedCode | None = Field(
        None,
        description="For the scope `owner` of an account without a password: the newest code. It "
        "is not used up.",
    )

    @field_validator("password", "recovery_code")
    @classmethod
    def _is_needed(cls, proof: str | None, info: ValidationInfo) -> str | None:
        if proof is not None and OWNER not in info.data.get("scopes", (OWNER,)):
            kind, reason = "proof", "only the scope `owner` takes a password or a recovery code"
            raise PydanticCustomError(kind, reason)
        return proof


class PersonalAccessTokenRead(Output):
    """A token of yours, but for its text."""

    id: UUID = Field(description="The token's own.")
    name: str
    scopes: list[PersonalScope]
    hint: str = Field(
        description="How its text begins. Nothing of the rest is kept but a digest.",
        examples=["oo_pat_…"],
    )
    created_at: datetime = Field(description="When it was made.")
    expires_at: datetime = Field(description="When it ends, or ended; it stays in the list.")
    last_used_at: datetime | None = Field(description="Null if not within 90 days.")


class PersonalAccessTokenCreated(PersonalAccessTokenRead):
    """A token of yours, with its text if this very request made it."""

    token: str | None = Field(
        description="For `Authorization: Bearer`. Shown here only; null where the same was sent "
        "before.",
        examples=["oo_pat_AZ3k…"],
    )
