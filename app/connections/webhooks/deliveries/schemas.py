from datetime import datetime
from uuid import UUID

from pydantic import Field

from app.connections.webhooks.vocabulary import Outcome, State, ToldType
from app.core.schemas import Output


class WebhookAttempt(Output):
    """One try."""

    at: datetime = Field(description="When it was made.")
    status_code: int | None = Field(description="Null if there was no answer.")
    outcome: Outcome = Field(
        description="`success`: any 2xx; `refused`: any other answer, redirects too; `no_answer`: "
        "none within 15 seconds; `address_refused`: the name leads to no public place."
    )
    duration_ms: int = Field(description="How long it took, in milliseconds.")


class WebhookDeliveryRead(Output):
    """One event on its way to one endpoint."""

    id: UUID = Field(description="The `webhook-id` of each try.")
    type: ToldType = Field(description="What happened.")
    created_at: datetime = Field(description="When it was first to be told.")
    state: State = Field(
        description="`given_up`: after ten tries, or a 410; `dropped`: the endpoint was disabled, "
        "or the app may not read this any more."
    )
    attempts: list[WebhookAttempt] = Field(description="In the order of time.")
    next_attempt_at: datetime | None = Field(
        description="When it is tried next, at the earliest; null: not any more."
    )
