from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import MISSING, AfterValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from app.accounts.grants.clients import naming, redirects
from app.core.entries import ONCE_EACH
from app.core.schemas import Input, Output

ClientType = Literal["public", "confidential"]


def _visible(name: str) -> str:
    flaw = naming.flaw_of(name)
    if flaw:
        kind, reason = "client_name", "{flaw}"
        raise PydanticCustomError(kind, reason, {"flaw": flaw})
    return name


def _exact(uri: str) -> str:
    flaw = redirects.flaw_of(uri)
    if flaw:
        kind, reason = "redirect_uri", "{flaw}"
        raise PydanticCustomError(kind, reason, {"flaw": flaw})
    return uri


ClientName = Annotated[
    str,
    Field(
        min_length=1,
        max_length=60,
        description="What users see when the app asks them. Everybody can read it.",
        examples=["Evening pages"],
    ),
    AfterValidator(_visible),
]
RedirectUri = Annotated[
    str,
    StringConstraints(strip_whitespace=False, max_length=redirects.LONGEST),
    AfterValidator(_exact),
    Field(examples=["https://pages.example.com/done"], json_schema_extra={"format": "uri"}),
]
RedirectUris = Annotated[
    list[RedirectUri],
    Field(
        min_length=1,
        max_length=10,
        description="Where the app may be sent back to, compared to the letter: https; or http on "
        "127.0.0.1 or [::1], where the port may be any; or a scheme of the app's own with a dot in "
        "it (RFC 8252). No fragment, user name, wildcard or `..`.",
    ),
    ONCE_EACH,
]


class OAuthClientCreate(Input):
    """An app that wants to ask users. Its id is made here, since all users' apps share one list."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["On its users' devices", "With a server of its own"],
            "examples": [
                {
                    "name": "Pocket pages",
                    "type": "public",
                    "redirect_uris": ["com.example.pages:/done", "http://127.0.0.1/done"],
                },
                {
                    "name": "Evening pages",
                    "type": "confidential",
                    "redirect_uris": ["https://pages.example.com/done"],
                },
            ],
        }
    )

    name: ClientName
    type: ClientType = Field(
        description="`confidential` runs on a server of yours and gets a secret; `public` runs on "
        "its users' devices and has none."
    )
    redirect_uris: RedirectUris


class OAuthClientUpdate(Input):
    """What changes; what is absent stays. The type stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Morning pages"}]})

    name: ClientName | MISSING = MISSING
    redirect_uris: RedirectUris | MISSING = MISSING


class OAuthClientRead(Output):
    """An app of yours."""

    id: UUID = Field(description="The `client_id` of OAuth.")
    name: str
    type: ClientType = Field(
        description="A `confidential` app has a secret, a `public` one has none."
    )
    redirect_uris: list[str]
    created_at: datetime = Field(description="When it was registered.")


class OAuthClientCreated(OAuthClientRead):
    """A new app of yours, and its secret."""

    client_secret: str | None = Field(
        description="Shown here only; null for a public client.", examples=["oo_client_AZ3k…"]
    )


class OAuthClientSecret(Output):
    """The secret that counts from here on."""

    client_secret: str = Field(description="Shown here only.", examples=["oo_client_AZ3k…"])
