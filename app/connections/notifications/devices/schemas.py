from typing import Annotated
from uuid import UUID

from pydantic import MISSING, ConfigDict, Field, JsonValue

from app.connections.notifications.devices.vocabulary import Platform, Provider
from app.core.schemas import Input, Output, RecordId, RecordRead

P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
EXAMPLE_PUSH: dict[str, JsonValue] = {
    "provider": "webpush",
    "address": "https://push.example.com/send/3f1c9a",
    "keys": {"p256dh": P256DH, "auth": AUTH},
}
"""The keys are those of RFC 8291's example."""

Address = Annotated[
    str,
    Field(
        max_length=2_048,
        pattern=r"^[!-~]+$",
        description="The endpoint of a push subscription (`webpush`, `unifiedpush`): https, "
        "public, on port 443 or 8443. Or the token that FCM or APNs gave to the app. It is kept "
        "encrypted and never shown again.",
    ),
]
Base64Url = Annotated[str, Field(max_length=100, pattern=r"^[A-Za-z0-9_-]+$")]


class PushKeysOfDevice(Input):
    """A push subscription's `getKey(…)`, in base64url without padding."""

    p256dh: Base64Url = Field(description="The device's public key.")
    auth: Base64Url = Field(description="The secret that encryption needs beside it.")


class PushCreate(Input):
    """How to reach the device."""

    provider: Provider = Field(
        description="Through whom it is sent; `GET /v1/push-keys` lists those that this service "
        "can use."
    )
    address: Address
    keys: PushKeysOfDevice | None = Field(
        None,
        description="What pushes are encrypted with: needed by `webpush` and `unifiedpush`, "
        "refused of others.",
    )


class DeviceCreate(Input):
    """A device of yours, and how it can be told something."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["A browser that takes pushes", "No pushes"],
            "examples": [{"platform": "web", "push": EXAMPLE_PUSH}, {"platform": "other"}],
        }
    )

    id: RecordId | None = None
    platform: Platform = Field(description="What it runs on.")
    push: PushCreate | None = Field(
        None, description="How to reach it; null: it is not to be told anything."
    )


class DeviceUpdate(Input):
    """What changes; what is absent stays. `push` is replaced whole, and `null` ends it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"push": EXAMPLE_PUSH}]})

    platform: Platform | MISSING = MISSING
    push: PushCreate | MISSING | None = MISSING


class PushAddressRead(Output):
    provider: Provider = Field(description="Through whom it is sent.")


class DeviceRead(RecordRead):
    session_id: UUID = Field(
        description="The session that last gave the push address. When it ends, nothing goes "
        "there any more."
    )
    platform: Platform
    push: PushAddressRead | None = Field(
        description="Null if there is no address, or if its provider said that it is gone: ask "
        "the system for a new one."
    )


class PushKeysRead(Output):
    """What push addresses are asked for with."""

    vapid_public_key: str = Field(
        description="An uncompressed point of P-256 in base64url.", examples=[P256DH]
    )
    providers: list[Provider] = Field(description="Those by which this service can send.")
