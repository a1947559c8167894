"""What signing in takes and gives."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from app.accounts.users.schemas import Locale, UserRead
from app.core.schemas import Input, Output, ZoneName

Platform = Literal["ios", "android", "web", "other"]
DeviceName = Annotated[str, StringConstraints(min_length=1, max_length=100)]
LONGEST_SECRET = 200
PHONE: JsonDict = {"name": "Jo's phone", "platform": "ios"}


class Device(Input):
    """The device that signs in, as its user will find it in the list of sessions."""

    name: DeviceName | None = Field(
        None,
        description="What to call it in the list of sessions; null: nothing.",
        examples=["Jo's phone"],
    )
    platform: Platform = Field(description="What it runs on.")


class GuestCreate(Input):
    """All that an account without an e-mail needs."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"time_zone": "Europe/Berlin", "locale": "de-DE", "device": PHONE}]
        }
    )

    time_zone: ZoneName = Field(
        description="Where you are: your days, and entries that name no zone, go by it."
    )
    locale: Locale | None = None
    device: Device = Field(description="The device that signs in.")


class Recovery(Input):
    """A recovery code, however it was copied: case, spaces and dashes do not matter."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "recovery_code": "06AB-CDEF-GH1J-KMNP-QRST-VWXY-Z012-3456-789A-BCDE-FGHJ"
                    "-KMNP-QRS0",
                    "device": PHONE,
                }
            ]
        }
    )

    recovery_code: str = Field(
        description="The newest; it is used up, and the answer has the next one.",
        max_length=LONGEST_SECRET,
    )
    device: Device = Field(description="The device that signs in.")


class Refresh(Input):
    """The newest refresh token; the one before it, if the answer with the newest was lost."""

    refresh_token: str = Field(
        description="The newest, or the one before if the answer with the newest was lost.",
        max_length=LONGEST_SECRET,
        examples=["oo_refresh_AZ3k…"],
    )


class SignedIn(Output):
    """A session. Keep the refresh token where other apps can't read it."""

    user: UserRead = Field(description="The account.")
    access_token: str = Field(
        description="A JWT, for `Authorization: Bearer`.", examples=["eyJhbGciOiJFUzI1NiIs…"]
    )
    token_type: Literal["Bearer"] = Field(description="How to send the access token.")
    expires_in: int = Field(description="Seconds until the access token ends.", examples=[900])
    refresh_token: str = Field(description="For `POST /v1/auth/refresh`, once.")
    refresh_expires_in: int = Field(
        description="Seconds until the session ends unless it is refreshed.", examples=[7_776_000]
    )
    session_id: UUID = Field(description="This session, as `GET /v1/sessions` lists it.")


class SignedUp(SignedIn):
    """A session, and the code that opens the account if every device is lost."""

    recovery_code: str = Field(
        description="Shown here only, to be written down. Works once; its use shows the next one."
    )


class SigningKey(Output):
    """A public key (RFC 7517)."""

    kty: str = Field(examples=["EC"])
    crv: str = Field(examples=["P-256"])
    x: str = Field(examples=["f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"])
    y: str = Field(examples=["x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"])
    kid: str = Field(examples=["2026-11-23-7c31"])
    use: str = Field(examples=["sig"])
    alg: str = Field(examples=["ES256"])


class SigningKeys(Output):
    """The keys that count now: the newest signs, the others still verify."""

    keys: list[SigningKey] = Field(description="The newest first.")
