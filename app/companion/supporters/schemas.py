from datetime import datetime
from typing import Annotated, Literal

from pydantic import MISSING, ConfigDict, Field

from app.accounts.auth.schemas import LONGEST_SECRET
from app.accounts.credentials.schemas import Address
from app.companion.supporters.vocabulary import Consent
from app.core.schemas import Input, Output, RecordId, RecordRead

Name = Annotated[str, Field(min_length=1, max_length=100, examples=["Sam"])]


class SupporterCreate(Input):
    """Somebody whom you would like to ask for company."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Sam", "email": "sam@example.com"}]}
    )

    id: RecordId | None = None
    name: Name
    email: Address


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
    consented_at: datetime | None
    withdrawn_at: datetime | None


class SupporterConsentCreate(Input):
    """The answer of somebody who was asked by mail."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"token": "oo_circle_AZ3k…", "decision": "agree"}]}
    )

    token: Annotated[str, Field(max_length=LONGEST_SECRET, description="From the mail.")]
    decision: Literal["agree", "decline"]


class SupporterConsentRead(Output):
    """What holds from here on."""

    consent: Literal["given", "withdrawn"]
