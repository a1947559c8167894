"""Permissions as types: what a handler's `owner` parameter is called says what it may do."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request, Response, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes

from app.accounts.auth import access, allowances
from app.accounts.auth.entrance import Entrance
from app.core import conditional
from app.core.clock import Now
from app.core.database import Session
from app.core.owners import Owner
from app.security.claims import Claims

bearer = HTTPBearer(
    scheme_name="access_token",
    bearerFormat="JWT (RFC 9068; keys at /.well-known/jwks.json; see RFC 8725)",
    description="The `access_token` of a sign-in, for 15 minutes.",
    auto_error=False,
)
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


async def caller(
    request: Request, scopes: SecurityScopes, credentials: Credentials, now: Now
) -> Claims:
    state = request.app.state
    token = None if credentials is None else credentials.credentials
    claims = access.claims_of(
        state.signing_keys, token, issuer=state.settings.issuer, scope=scopes.scopes[-1], now=now
    )
    request.state.user_id = claims.user_id
    return claims


Caller = Annotated[Claims, Depends(caller)]


async def reader(request: Request, db: Session, claims: Caller, now: Now) -> Owner:
    """Read as the caller, with no condition and no tag."""
    owner = await access.for_reading(db, request.app.state.vault, claims, now=now)
    await db.begin(owner.id)
    return owner


def conditional_reader(*, weak: bool) -> Callable[..., Awaitable[Owner]]:
    """Read as the caller, unless the client has this very answer (304)."""

    async def read(
        request: Request, response: Response, db: Session, claims: Caller, now: Now
    ) -> Owner:
        owner = await access.for_reading(db, request.app.state.vault, claims, now=now)
        tag = conditional.tag_of(request, owner, owner.today(now), weak=weak)
        conditional.refuse_to_repeat(request, tag)
        response.headers["etag"] = tag
        await db.begin(owner.id)
        return owner

    return read


async def writer(request: Request, db: Session, claims: Caller, now: Now) -> Owner:
    """Write as the caller: the owner's revision is already the one of this write."""
    return await access.for_writing(db, request.app.state.vault, claims, now=now)


OWNER_SCOPE = ["owner"]

Reads = Annotated[Owner, Security(conditional_reader(weak=False), scopes=OWNER_SCOPE)]
ReadsRunningFigures = Annotated[Owner, Security(conditional_reader(weak=True), scopes=OWNER_SCOPE)]
ReadsUntagged = Annotated[Owner, Security(reader, scopes=OWNER_SCOPE)]
Writes = Annotated[Owner, Security(writer, scopes=OWNER_SCOPE)]
WritesLate = Annotated[Claims, Security(caller, scopes=OWNER_SCOPE)]
"""Write as the caller, but hash first: the service looks at the session before and after."""


async def entrance(request: Request) -> Entrance:
    state = request.app.state
    client = request.client
    return Entrance(
        database=state.database,
        vault=state.vault,
        signing_keys=state.signing_keys,
        server_key=state.server_key,
        issuer=state.settings.issuer,
        network=allowances.network(None if client is None else client.host),
        confirms_by_mail=state.settings.smtp_host is not None,
    )


async def hide_from_caches(response: Response) -> None:
    response.headers["cache-control"] = "no-store"


Enters = Annotated[Entrance, Depends(entrance)]
"""Nobody yet: whoever wants to come in."""
SHOWS_SECRETS = Depends(hide_from_caches)
