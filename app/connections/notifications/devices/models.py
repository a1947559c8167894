from typing import get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.connections.notifications.devices.vocabulary import Platform, Provider
from app.core.tables import Encrypted, Synced, one_of


class Device(Synced):
    """Where a user can be told something; without a provider, nowhere at present.

    `push_keys` is JSON text; `address_digest` tells that two devices have the same address.
    `session_id` is the session that gave the address: when it ends, nothing goes there any more.
    """

    __tablename__ = "devices"
    __table_args__ = (
        one_of("platform", get_args(Platform)),
        one_of("push_provider", get_args(Provider)),
        CheckConstraint(
            "num_nulls(push_provider, push_address, address_digest) IN (0, 3)",
            name="push_is_whole",
        ),
        Index("ix_devices_newest", "user_id", "recorded_at", "id"),
    )

    session_id: Mapped[UUID]
    platform: Mapped[str]
    push_provider: Mapped[str | None]
    push_address: Mapped[bytes | None] = mapped_column(Encrypted())
    push_keys: Mapped[bytes | None] = mapped_column(Encrypted())
    address_digest: Mapped[bytes | None]
