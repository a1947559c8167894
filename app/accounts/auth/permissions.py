"""What a caller may do, as dependencies that know them by their access token."""

from fastapi import Request, Response
from fastapi.openapi.models import HTTPBearer
from fastapi.security.utils import get_authorization_scheme_param

from app.accounts.auth import access
from app.accounts.auth.callers import Caller, sees_everything
from app.core import conditional
from app.core.clock import moment_of
from app.core.owners import Owner
from app.core.routing import Guard


class Permission(Guard):
    """To come with an access token of this scope."""

    scheme_name = "access_token"
    model = HTTPBearer(
        bearerFormat="JWT (RFC 9068; keys at /.well-known/jwks.json; see RFC 8725)",
        description="The `access_token` of a sign-in, for 15 minutes; or a personal access token "
        "(`/v1/personal-access-tokens`).",
    )

    def __init__(self, scope: str) -> None:
        self.scope = scope

    def identify(self, request: Request) -> Caller:
        """Look at the token, and keep who it says for the rest of the request.

        Raises:
            Unauthenticated: there is none, or it is not one of ours that still counts.
            InsufficientScope: it does not grant the scope.
        """
        state = request.app.state
        scheme, token = get_authorization_scheme_param(request.headers.get("authorization"))
        request.state.caller = caller = access.caller_of(
            state.signing_keys,
            token if scheme.lower() == "bearer" else "",
            issuer=state.settings.issuer,
            needed=self.scope,
            resource=f"{request.method} {request.scope['route'].path}",
            now=moment_of(request),
        )
        request.state.user_id = caller.user_id
        request.state.is_outsider = not sees_everything(caller)
        return caller


class Identifying(Permission):
    """Come with a token, and no more: gives who it says, unless that is only looked up later."""

    async def __call__(self, request: Request) -> Caller:
        return self.identify(request)


class Reading(Permission):
    """Read as the caller, with no condition and no tag."""

    async def __call__(self, request: Request) -> Owner:
        owner = await _reader(request)
        await request.state.db.begin(owner.id)
        return owner


class ReadingSnapshot(Permission):
    """Read as the caller, everything as of one moment, with no condition and no tag."""

    async def __call__(self, request: Request) -> Owner:
        owner = await _reader(request)
        await request.state.db.begin_snapshot(owner.id)
        return owner


class ReadingConditionally(Permission):
    """Read as the caller, unless the client has this very answer (304)."""

    described = conditional.TAGGED

    def __init__(self, scope: str, *, weak: bool) -> None:
        super().__init__(scope)
        self.weak = weak

    async def __call__(self, request: Request, response: Response) -> Owner:
        owner = await _reader(request)
        today = owner.today(moment_of(request))
        tag = conditional.tag_of(request, owner, today, weak=self.weak)
        conditional.refuse_to_repeat(request, tag)
        response.headers["etag"] = tag
        await request.state.db.begin(owner.id)
        return owner


class Writing(Permission):
    """Write as the caller: the owner's revision is already the one of this write."""

    async def __call__(self, request: Request) -> Owner:
        state, vault = request.state, request.app.state.vault
        return await access.for_writing(state.db, vault, state.caller, now=moment_of(request))


async def _reader(request: Request) -> Owner:
    state, vault = request.state, request.app.state.vault
    return await access.for_reading(state.db, vault, state.caller, now=moment_of(request))
