"""How a request gets to its handler: by its path, past the guard, with a connection in hand."""

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.security.base import SecurityBase
from starlette.routing import Match
from starlette.types import Scope

from app.core import conditional, idempotency, outsiders
from app.core.conditional import Handler, NotModified
from app.core.database import Database, Db
from app.core.deprecation import deprecation_of
from app.core.idempotency import Replayed

WITHOUT_KEYS = ("/v1/auth/", "/oauth/")
"""Ways in: they have retries of their own, and their answers are never kept."""


class Guard(SecurityBase):
    """A dependency that knows the caller by the request alone, before anything is leased."""

    described: Mapping[str, Any] = {}
    """What it adds to its operations in the OpenAPI document."""

    def identify(self, request: Request) -> object:
        """Refuse a stranger by raising an `AppError`; what it gives, nobody looks at.

        It leaves `request.state.is_outsider`: whether what is `OWNER_ONLY` is hidden from them.
        """
        raise NotImplementedError


async def session(request: Request) -> Db:
    """Give the request's connection; what it began is committed before the answer is sent."""
    db: Db = request.state.db
    return db


Session = Annotated[Db, Depends(session)]
"""How a handler asks for its `Db`."""


async def pool(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


Pool = Annotated[Database, Depends(pool)]
"""For an answer that reads on after the request's connection was given back."""


async def hide_from_caches(response: Response) -> None:
    response.headers["cache-control"] = "no-store"


SHOWS_SECRETS = Depends(hide_from_caches)
"""For an answer that is shown once and kept nowhere."""


class Route(APIRoute):
    """A route whose guards look first; a connection is leased only for who asks for `Session`.

    A dependency that yields would lease before the guard's turn and costs more than this.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:  # noqa: ANN401
        deprecation = deprecation_of(endpoint)
        options["deprecated"] = True if deprecation else None
        super().__init__(path, endpoint, **options)
        self.farewell = () if deprecation is None else tuple(deprecation.headers())
        for each in _calls(self.dependant):
            if isinstance(each, Guard):
                self.openapi_extra = {**each.described, **(self.openapi_extra or {})}
        self._stem = path.partition("{")[0]
        if self.takes_key:
            extra = self.openapi_extra or {}
            self.openapi_extra = extra | {"parameters": [idempotency.PARAMETER]}

    @property
    def takes_key(self) -> bool:
        """Tell whether a request may carry an `Idempotency-Key`."""
        if self.methods != {"POST"} or self.path.startswith(WITHOUT_KEYS):
            return False
        calls = set(_calls(self.dependant))
        is_guarded = any(isinstance(each, Guard) for each in calls)
        return is_guarded and session in calls and hide_from_caches not in calls

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Compare the fixed start first: routing is a linear search by regular expressions."""
        if not scope["path"].startswith(self._stem):
            return Match.NONE, {}
        return super().matches(scope)

    def get_route_handler(self) -> Handler:
        calls = dict.fromkeys(_calls(self.dependant))
        if session not in calls:
            return super().get_route_handler()
        guards = tuple(each for each in calls if isinstance(each, Guard))
        handle = self._once_or_unless(super().get_route_handler())
        return _with_connection(handle, guards, self._handler_for_outsiders())

    def _once_or_unless(self, handle: Handler) -> Handler:
        if self.takes_key:
            return idempotency.once(handle)
        return conditional.unless_any(handle) if self.methods == {"GET"} else handle

    def _handler_for_outsiders(self) -> Handler | None:
        """Answer without what they don't see; None where there is nothing to hide."""
        hidden = outsiders.hidden_in(self.response_model)
        if not hidden:
            return None
        self.response_model_exclude = hidden
        handle = self._once_or_unless(super().get_route_handler())
        self.response_model_exclude = None

        async def handle_for_outsiders(request: Request) -> Response:
            outsiders.refuse_filters(request, hidden)
            return await handle(request)

        return handle_for_outsiders


class Router(APIRouter):
    """The routes of one resource."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401
        name = attrgetter("name")
        super().__init__(route_class=Route, generate_unique_id_function=name, **options)


def _with_connection(
    handle: Handler, guards: tuple[Guard, ...], handle_for_outsiders: Handler | None
) -> Handler:
    async def handle_with_connection(request: Request) -> Response:
        chosen = handle
        for guard in guards:
            guard.identify(request)
            if handle_for_outsiders is not None and request.state.is_outsider:
                chosen = handle_for_outsiders
        try:
            async with request.app.state.database.lease() as db:
                request.state.db = db
                return await chosen(request)
        except NotModified as same:
            return Response(status_code=304, headers={"etag": same.tag})
        except Replayed as before:
            return before.answer

    return handle_with_connection


def _calls(dependant: Dependant) -> Iterator[Any]:
    for each in dependant.dependencies:
        yield each.call
        yield from _calls(each)
