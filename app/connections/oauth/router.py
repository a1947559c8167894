"""The authorization server's side for apps; its pages for people are in pages/."""

from typing import Any

from fastapi import Response
from pydantic import BaseModel

from app.accounts.auth.dependencies import Enters
from app.connections.oauth import endpoints
from app.connections.oauth.dependencies import FORM, Sends
from app.connections.oauth.errors import (
    InvalidClient,
    InvalidGrant,
    InvalidRequest,
    InvalidScope,
    UnsupportedGrantType,
)
from app.connections.oauth.metadata import metadata
from app.connections.oauth.schemas import (
    AppTokens,
    Introspection,
    ServerMetadata,
    TokenForm,
    TokenOfApp,
)
from app.core.clock import Now
from app.core.errors import TooManyRequests, problems
from app.core.routing import SHOWS_SECRETS, Router
from app.core.tables import Record

router = Router(prefix="/oauth", tags=["authorization"])
well_known = Router(prefix="/.well-known", tags=["authorization"])


def form_of(model: type[BaseModel]) -> dict[str, Any]:
    """Describe a body that is read as a form."""
    schema = model.model_json_schema()
    return {"requestBody": {"required": True, "content": {FORM: {"schema": schema}}}}


@router.post(
    "/token",
    response_model=AppTokens,
    response_model_exclude_none=True,
    dependencies=[SHOWS_SECRETS],
    responses=problems(
        InvalidRequest,
        InvalidClient,
        InvalidGrant,
        InvalidScope,
        UnsupportedGrantType,
        TooManyRequests,
    ),
    openapi_extra=form_of(TokenForm),
    summary="Get tokens for an app",
)
async def exchange_for_tokens(entrance: Enters, sent: Sends, now: Now) -> Record:
    """Exchange a code or a refresh token (RFC 6749). A code comes from the user's consent.

    Send the user's browser to `/oauth/authorize` with `response_type=code`, `client_id`,
    `redirect_uri`, `scope`, `state`, `code_challenge` and `code_challenge_method=S256`. It comes
    back with `code`, `state` and `iss`: check the last two. A code is good for 60 seconds and for
    one use; its second use ends what the first one gave. A refresh token whose answer was lost may
    be sent again until its successor was used; an older one ends everything.
    """
    return await endpoints.give_tokens(entrance, sent, now=now)


@router.post(
    "/revoke",
    dependencies=[SHOWS_SECRETS],
    responses=problems(InvalidRequest, InvalidClient, TooManyRequests),
    openapi_extra=form_of(TokenOfApp),
    summary="Give an app's access back",
)
async def revoke_token(entrance: Enters, sent: Sends, now: Now) -> None:
    """End a token of the app and whatever else the user's consent gave it (RFC 7009).

    The answer is the same for a text that is no token, or another app's: those stay as they are.
    """
    await endpoints.revoke(entrance, sent, now=now)


@router.post(
    "/introspect",
    response_model=Introspection,
    response_model_exclude_none=True,
    dependencies=[SHOWS_SECRETS],
    responses=problems(InvalidRequest, InvalidClient, TooManyRequests),
    openapi_extra=form_of(TokenOfApp),
    summary="Ask what a token is worth",
)
async def introspect_token(entrance: Enters, sent: Sends, now: Now) -> Record:
    """Tell a confidential client whether a token of its own counts at this moment (RFC 7662).

    Of another app's token, as of any other text, it says `{"active": false}` and no more.
    """
    return await endpoints.introspect(entrance, sent, now=now)


@well_known.get(
    "/oauth-authorization-server",
    response_model=ServerMetadata,
    summary="Find the authorization server",
)
async def describe_authorization_server(entrance: Enters, response: Response) -> Record:
    """Tell apps where to send the user's browser and themselves, and what is supported."""
    response.headers["cache-control"] = "public, max-age=300"
    return metadata(entrance.issuer)
