from datetime import datetime
from typing import Any, get_args
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.connections.webhooks.vocabulary import TOLD_TYPES, State
from app.core.tables import Base, Owned, one_of, refers_to


class WebhookDelivery(Owned):
    """One event on its way to one endpoint; its id is the `webhook-id` of each try.

    `tries` counts those of the present round, and begins again with a redelivery.
    """

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        refers_to("webhook_endpoints", "endpoint_id", on_delete="delete"),
        one_of("type", TOLD_TYPES),
        one_of("state", get_args(State)),
        Index("uq_webhook_deliveries_event", "user_id", "endpoint_id", "event_id", unique=True),
        Index("ix_webhook_deliveries_newest", "user_id", "endpoint_id", "created_at", "id"),
        Index("ix_webhook_deliveries_oldest", "user_id", "created_at"),
        Index(
            "ix_webhook_deliveries_next",
            "user_id",
            "endpoint_id",
            "next_attempt_at",
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    endpoint_id: Mapped[UUID]
    event_id: Mapped[UUID]
    type: Mapped[str]
    subject_id: Mapped[UUID]
    happened_at: Mapped[datetime]
    created_at: Mapped[datetime]
    state: Mapped[str]
    tries: Mapped[int]
    attempts: Mapped[list[dict[str, Any]]] = mapped_column(JSONB())
    next_attempt_at: Mapped[datetime | None]


class WebhookQueue(Base):
    """A directory row for each endpoint that has something waiting: when it is due, who has it.

    While `held_until` is to come, the process with this `claim` is at it, and no other.
    Until `not_before` nothing is sent there, whatever comes meanwhile.
    `is_ailing` tells an endpoint that gave no answer the last time, or a slow one; its row stays
    for a while when nothing waits any more.
    """

    __tablename__ = "webhook_queue"
    __table_args__ = (Index(None, "due_at"),)

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    endpoint_id: Mapped[UUID] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    not_before: Mapped[datetime | None]
    is_ailing: Mapped[bool]
    claim: Mapped[UUID | None]
    held_until: Mapped[datetime | None]
