"""What apps send to OAuth's endpoints and get from them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.connections.oauth.metadata import metadata
from app.connections.oauth.parameters import LONGEST
from app.core.schemas import Output

Sent = Annotated[str, Field(max_length=LONGEST)]
EXAMPLE_APP = "0199e4a2-7c31-7000-8b6e-0a1f5d1c2e3f"


class ClientForm(BaseModel):
    """How an app says who it is, unless by HTTP Basic."""

    client_id: Sent | None = Field(None, description="The app; not beside HTTP Basic.")
    client_secret: Sent | None = Field(None, description="Of a confidential client.")


class TokenForm(ClientForm):
    """A code, or a refresh token."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["A code", "A refresh token"],
            "examples": [
                {
                    "grant_type": "authorization_code",
                    "client_id": EXAMPLE_APP,
                    "code": "oo_code_AZ3k…",
                    "redirect_uri": "https://app.example/callback",
                    "code_verifier": "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                },
                {
                    "grant_type": "refresh_token",
                    "client_id": EXAMPLE_APP,
                    "refresh_token": "oo_app_refresh_AZ3k…",
                },
            ],
        }
    )

    grant_type: Literal["authorization_code", "refresh_token"] = Field(
        description="What is exchanged: the `code` of the redirect, or a refresh token."
    )
    code: Sent | None = Field(None, description="From the redirect; good for 60 seconds and once.")
    redirect_uri: Sent | None = Field(
        None, description="With a code: the one to which it was sent, to the letter."
    )
    code_verifier: Sent | None = Field(
        None, description="With a code: what its `code_challenge` was made of (RFC 7636, S256)."
    )
    refresh_token: Sent | None = Field(
        None, description="The newest; if its answer was lost, again."
    )
    scope: Sent | None = Field(None, description="With a refresh token: fewer scopes than allowed.")


class TokenOfApp(ClientForm):
    """A token of the app's own, of either kind."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "client_id": EXAMPLE_APP,
                    "client_secret": "oo_client_AZ3k…",
                    "token": "oo_app_refresh_AZ3k…",
                }
            ]
        }
    )

    token: Sent = Field(description="An access token or a refresh token.")
    token_type_hint: Sent | None = Field(None, description="Not needed: a token says what it is.")


class AppTokens(Output):
    """What the app may use from now on (RFC 6749, section 5.1)."""

    access_token: str = Field(
        description="A JWT (RFC 9068), for `Authorization: Bearer`.", examples=["eyJhbGciOiJF…"]
    )
    token_type: Literal["Bearer"] = Field(description="How to send the access token.")
    expires_in: int = Field(description="Seconds until it ends.", examples=[900])
    scope: str = Field(
        description="What the user allowed; it may be less than was asked for.",
        examples=["moods:read offline_access"],
    )
    refresh_token: str | None = Field(
        None,
        description="Only with `offline_access`. Each is used once, and gives the next one.",
        examples=["oo_app_refresh_AZ3k…"],
    )


class Introspection(Output):
    """What is known of a token; of one that does not count, or is not yours: `active` is false."""

    active: bool = Field(
        description="Whether the token counts now, and is yours; if not, nothing else is said."
    )
    client_id: str | None = Field(
        None, description="The app that it was made for.", examples=[EXAMPLE_APP]
    )
    scope: str | None = Field(
        None, description="What it allows, words with spaces between.", examples=["moods:read"]
    )
    sub: str | None = Field(
        None, description="The user's id.", examples=["0199e4a2-7c31-7000-9d41-5c0f7a2b3e44"]
    )
    iss: str | None = Field(None, examples=["https://orbit.example"])
    aud: str | None = Field(None, examples=["https://orbit.example"])
    exp: int | None = Field(
        None, description="When it ends, in seconds since 1970.", examples=[1_774_040_400]
    )
    iat: int | None = Field(
        None, description="When it was made, in seconds since 1970.", examples=[1_774_039_500]
    )
    jti: str | None = Field(None, examples=["5b1f0c52-9d0e-4b7a-8a57-3e1d2c4b6a79"])
    token_type: str | None = Field(None, description="How it is sent.", examples=["Bearer"])


class ServerMetadata(Output):
    """Where everything is, and what is supported (RFC 8414)."""

    model_config = ConfigDict(json_schema_extra={"examples": [metadata("https://orbit.example")]})

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    revocation_endpoint: str
    introspection_endpoint: str
    jwks_uri: str
    service_documentation: str
    scopes_supported: list[str]
    response_types_supported: list[str]
    response_modes_supported: list[str]
    grant_types_supported: list[str]
    code_challenge_methods_supported: list[str]
    token_endpoint_auth_methods_supported: list[str]
    revocation_endpoint_auth_methods_supported: list[str]
    introspection_endpoint_auth_methods_supported: list[str]
    authorization_response_iss_parameter_supported: bool
    ui_locales_supported: list[str]
