from datetime import datetime
from typing import get_args
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.connections.webhooks.vocabulary import EVENT_TYPES, DisabledReason, Status
from app.core.tables import Base, Encrypted, Synced, one_of, some_of


class WebhookEndpoint(Synced):
    """Where events are told; `source` is who made it.

    `secrets` is JSON text: each with the moment until which it signs, the newest without one.
    What happened before `enabled_at` is not told. `failing_since` is the first failure after the
    last success.
    """

    __tablename__ = "webhook_endpoints"
    __table_args__ = (
        some_of("event_types", EVENT_TYPES),
        one_of("status", get_args(Status)),
        one_of("disabled_reason", get_args(DisabledReason)),
        Index("ix_webhook_endpoints_newest", "user_id", "recorded_at", "id"),
    )

    url: Mapped[bytes] = mapped_column(Encrypted())
    description: Mapped[bytes | None] = mapped_column(Encrypted())
    secrets: Mapped[bytes] = mapped_column(Encrypted())
    event_types: Mapped[list[str]]
    status: Mapped[str]
    disabled_reason: Mapped[str | None]
    enabled_at: Mapped[datetime]
    last_success_at: Mapped[datetime | None]
    last_failure_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]


class WebhookFollower(Base):
    """A directory row for each user with an endpoint: only their events come to be looked at."""

    __tablename__ = "webhook_followers"

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
