"""The outermost layer: request id, security headers, one log line and one count an answer."""

from collections.abc import Mapping
from time import perf_counter
from uuid import UUID

import structlog
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.client_versions import HEADER, NO_MINIMUMS, ClientTooOld, Minimums, too_old
from app.core.errors import AppError, BodyTooLarge, InternalError
from app.core.ids import new_id
from app.core.logs import pseudonym, where
from app.core.metrics import Metrics
from app.core.problems import problem_body

MAX_BODY_BYTES = 256 * 1024
VERSIONED = "/v1/"
NO_PATHS: Mapping[str, int] = {}
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

# OWASP REST security cheat sheet, section "Security headers". Pages set their own policy.
SECURITY_HEADERS = {
    "cache-control": "private, no-cache",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(), microphone=()",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "vary": "Authorization, Accept, Accept-Encoding, Accept-Language",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}

RAW_HEADERS = tuple((name.encode(), value.encode()) for name, value in SECURITY_HEADERS.items())
OURS_ALONE = frozenset({b"vary", b"x-request-id"})

log = structlog.get_logger()


class Edge:
    """Wraps the whole application; the only place that turns a bug into an answer."""

    def __init__(
        self,
        app: ASGIApp,
        metrics: Metrics,
        *,
        minimums: Minimums = NO_MINIMUMS,
        larger_bodies: Mapping[str, int] = NO_PATHS,
    ) -> None:
        """Take bodies of up to 256 KiB, and by `larger_bodies` so many bytes on a path."""
        self.app = app
        self.metrics = metrics
        self.minimums = minimums
        self.larger_bodies = larger_bodies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self.larger_bodies.get(scope["path"], MAX_BODY_BYTES)
        exchange = Exchange(scope, send, most)
        scope = exchange.scope
        try:
            if refusal := self._refusal(exchange):
                await exchange.refuse(refusal)
            else:
                await self.app(scope, exchange.counting(receive), exchange.send)
        except Exception as error:  # noqa: BLE001  (the last resort: whatever it is, it is a 500)
            log.error(
                "failed",
                request_id=exchange.request_id,
                error=type(error).__qualname__,
                where=where(error),
            )
            await exchange.refuse(InternalError())
        finally:
            self._account_for(exchange)

    def _refusal(self, exchange: "Exchange") -> AppError | None:
        """Say why the request goes no further, by what its head says alone."""
        scope = exchange.scope
        if self.minimums and scope["path"].startswith(VERSIONED):
            client = Headers(scope=scope).get(HEADER)
            if oldest := too_old(client, self.minimums):
                return ClientTooOld(oldest)
        return BodyTooLarge() if exchange.announced_length > exchange.most else None

    def _account_for(self, exchange: "Exchange") -> None:
        seconds = perf_counter() - exchange.started_at
        route = exchange.route
        method = exchange.scope["method"]
        self.metrics.observe(
            method=method if method in METHODS else "other",
            route=route,
            status=exchange.status,
            seconds=seconds,
        )
        user_id = exchange.scope["state"].get("user_id")
        log.info(
            "request",
            request_id=exchange.request_id,
            method=method,
            route=route,
            status=exchange.status,
            duration_ms=round(seconds * 1000, 1),
            user=pseudonym(user_id) if user_id else None,
        )


class Exchange:
    """One request and its answer, as the edge sees them. A HEAD is a GET without the body."""

    __slots__ = (
        "_is_head",
        "_send",
        "announced_length",
        "most",
        "request_id",
        "scope",
        "started_at",
        "status",
    )

    def __init__(self, scope: Scope, send: Send, most: int) -> None:
        self._is_head = scope["method"] == "HEAD"
        self.scope: Scope = {**scope, "method": "GET"} if self._is_head else scope
        self._send = send
        self.most = most
        self.started_at = perf_counter()
        self.status = 0
        headers = Headers(scope=scope)
        self.request_id = _request_id(headers.get("x-request-id"))
        self.announced_length = _number(headers.get("content-length"))
        self.scope.setdefault("state", {})["request_id"] = self.request_id

    @property
    def route(self) -> str:
        """The path's template: ids are not for logs."""
        route = self.scope.get("route")
        return getattr(route, "path", "unknown")

    def counting(self, receive: Receive) -> Receive:
        """Let a body in up to the limit, whatever length it announced."""
        received = 0

        async def receive_within_limit() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.most:
                raise HTTPException(BodyTooLarge.status)
            return message

        return receive_within_limit

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = [each for each in message["headers"] if each[0] not in OURS_ALONE]
            present = {name for name, _ in headers}
            headers += [each for each in RAW_HEADERS if each[0] not in present]
            headers.append((b"x-request-id", self.request_id.encode()))
            headers += getattr(self.scope.get("route"), "farewell", ())
            message["headers"] = headers
        elif self._is_head:
            message["body"] = b""
        await self._send(message)

    async def refuse(self, error: AppError) -> None:
        """Answer with a problem, unless an answer has begun."""
        if self.status:
            return
        body, headers = problem_body(error, self.scope)
        raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        await self.send(
            {"type": "http.response.start", "status": int(error.status), "headers": raw}
        )
        await self.send({"type": "http.response.body", "body": body})


def _request_id(given: str | None) -> str:
    try:
        return str(UUID(given)) if given else str(new_id())
    except ValueError:
        return str(new_id())


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
