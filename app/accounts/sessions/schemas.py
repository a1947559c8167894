"""Signed-in devices."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from app.core.schemas import Output


class SessionDeviceRead(Output):
    """The device, as it named itself at its sign-in."""

    name: str | None = Field(description="What it called itself; null: nothing.")
    platform: str = Field(description="What it runs on.", examples=["ios"])


class SessionRead(Output):
    """A device that is signed in."""

    id: UUID = Field(description="The session's own; deleting it signs the device out.")
    device: SessionDeviceRead
    client_version: str | None = Field(
        description="The app's `X-Client-Version` when it signed in or last refreshed its tokens.",
        examples=["ownorbit-ios/1.4.2"],
    )
    created_at: datetime = Field(description="When it signed in.")
    last_used_at: datetime = Field(description="When it last refreshed its tokens.")
    is_current: bool = Field(description="Whether it is the one asking.")
