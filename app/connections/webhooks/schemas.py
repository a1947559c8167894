from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, ConfigDict, Field

from app.connections.webhooks.vocabulary import DisabledReason, EventType, Status, ToldType
from app.core.schemas import Input, Output, RecordId, RecordRead

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwT0tq1eXyz5M="  # noqa: S105  (an example)

Url = Annotated[
    str,
    Field(
        max_length=2_048,
        pattern=r"^[!-~]+$",
        description="https, public, on port 443 or 8443. It is kept encrypted.",
        examples=["https://hooks.example.com/own-orbit"],
    ),
]
Description = Annotated[
    str, Field(max_length=500, description="For yourself, encrypted; null: none.")
]
EventTypes = Annotated[
    list[EventType],
    Field(min_length=1, max_length=50, description="What it is told; each type once."),
]


class WebhookEndpointCreate(Input):
    """Where events are to be told, and which."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "url": "https://hooks.example.com/own-orbit",
                    "event_types": ["mood.created", "goal.updated"],
                    "description": "The lamp in the hall",
                }
            ]
        }
    )

    id: RecordId | None = None
    url: Url
    event_types: EventTypes
    description: Description | None = None


class WebhookEndpointUpdate(Input):
    """What changes; what is absent stays. `status: enabled` begins anew after a failure."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"event_types": ["mood.created"], "status": "enabled"}]}
    )

    url: Url | MISSING = MISSING
    event_types: EventTypes | MISSING = MISSING
    description: Description | MISSING | None = MISSING
    status: Status | MISSING = Field(
        MISSING,
        description="`disabled` ends what still waits; `enabled` tells of what happens from "
        "then on.",
    )


class WebhookEndpointRead(RecordRead):
    """Where events are told. Its secret is not shown again."""

    url: str = Field(examples=["https://hooks.example.com/own-orbit"])
    event_types: list[EventType]
    description: str | None
    status: Status = Field(
        description="Whether it is told anything; `disabled_reason` says why not."
    )
    disabled_reason: DisabledReason | None = Field(
        description="`by_hand`; `gone`: it answered 410; `failing`: nothing but failures for three "
        "days; `withdrawn`: the user withdrew the app. Null while it is enabled."
    )
    last_success_at: datetime | None = Field(description="When it last answered 2xx; null: never.")
    last_failure_at: datetime | None = Field(description="When a try last failed; null: never.")
    failing_since: datetime | None = Field(
        description="The first failure after the last success; null if there is none."
    )


class WebhookEndpointCreated(WebhookEndpointRead):
    """The new endpoint, with its secret: the only time that it is shown."""

    secret: str | None = Field(
        description="For the libraries of Standard Webhooks. Null if this very request had made "
        "the endpoint before: its secret was shown then. Lost it? Ask for a new one.",
        examples=[SECRET],
    )


class WebhookSecretRead(Output):
    """The new secret: the only time that it is shown."""

    secret: str = Field(description="For the libraries of Standard Webhooks.", examples=[SECRET])
    previous_until: datetime = Field(
        description="Until then each message is signed with the new secret and those before."
    )


class WebhookData(Output):
    """What it is about; read the rest with the API."""

    id: UUID = Field(
        description="The record's; of `webhook.test` the endpoint's, of `connected_app.withdrawn` "
        "the app's."
    )


class WebhookEvent(Output):
    """All that is sent: no content, only what happened to what, and when."""

    type: ToldType = Field(description="What happened.")
    timestamp: datetime = Field(description="When it happened.")
    data: WebhookData = Field(description="What it happened to.")
