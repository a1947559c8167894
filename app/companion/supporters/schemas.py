from datetime import datetime
from typing import Annotated, Literal

from pydantic import MISSING, ConfigDict, Field

from app.accounts.auth.schemas import LONGEST_SECRET
from app.accounts.credentials.schemas import Address
from app.companion.supporters.vocabulary import Consent
from app.core.schemas import Input, Output, RecordId, RecordRead

Name = Annotated[
    str,
    Field(
        min_length=1,
        max_length=100,
        description="What you call them; encrypted.",
        examples=["Sam"],
    ),
]


class SupporterCreate(Input):
    """Somebody whom you would like to ask for company."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Sam", "email": "sam@example.com"}]}
    )

    id: RecordId | None = None
    name: Name
    email: Address = Field(
        description="Where they are asked, and later alerted, by mail; encrypted, and for good."
    )


class SupporterUpdate(Input):
    """Another name. For another address make another supporter: they have to agree anew."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Sam upstairs"}]})

    name: Name | MISSING = MISSING


class SupporterRead(RecordRead):
    name: Name
    email: str
    consent: Consent = Field(
        description="`withdrawn`: they declined, or agreed once and do not any more."
    )
    asked_at: datetime = Field(description="When a mail asked them for the last time.")
    consented_at: datetime | None = Field(
        description="When they agreed, even if they took it back since; null: they never did."
    )
    withdrawn_at: datetime | None = Field(
        description="When they declined, or took it back; null unless `consent` is `withdrawn`."
    )


class SupporterConsentCreate(Input):
    """The answer of somebody who was asked by mail."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"token": "oo_circle_AZ3k…", "decision": "agree"}]}
    )

    token: Annotated[str, Field(max_length=LONGEST_SECRET, description="From the mail.")]
    decision: Literal["agree", "decline"] = Field(
        description="Whether they want to be asked for company."
    )


class SupporterConsentRead(Output):
    """What holds from here on."""

    consent: Literal["given", "withdrawn"] = Field(
        description="`given`: mails may come; `withdrawn`: none will."
    )
