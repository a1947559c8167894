"""Push services on this machine, over TLS and HTTP/2: they check what comes as the real ones do.

Tokens are verified by joserfc and messages decrypted by http_ece, neither of which we send with.
"""

import asyncio
import json
import socket
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from hypercorn.asyncio import serve
from hypercorn.config import Config
from hypercorn.typing import Scope
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from app.security import base64url

HOUR_S, DAY_S = 3_600, 86_400


@dataclass(frozen=True)
class Call:
    """A request as a service got it."""

    path: str
    http_version: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    status: int = 201
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Services:
    """All of them on one port; `replies` by path are given once each before the usual one."""

    clock: Callable[[], datetime]
    google: RSAKey
    apple: ECKey
    port: int = 0
    calls: list[Call] = field(default_factory=list)
    replies: defaultdict[str, list[Reply]] = field(default_factory=lambda: defaultdict(list))
    held: defaultdict[str, asyncio.Event] = field(
        default_factory=lambda: defaultdict(_open_door), init=False
    )
    given: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def to(self, path: str) -> list[Call]:
        return [call for call in self.calls if call.path == path]

    async def answer(self, call: Call) -> Reply:
        self.calls.append(call)
        await self.held[call.path].wait()
        if self.replies[call.path]:
            return self.replies[call.path].pop(0)
        return self._checked(call)

    def _checked(self, call: Call) -> Reply:
        if call.path == "/token":
            return self._token(call)
        if call.path.startswith("/v1/projects/orbit/"):
            return self._fcm(call)
        return self._apns(call) if call.path.startswith("/3/device/") else self._push(call)

    def _push(self, call: Call) -> Reply:
        """Be a push service of RFC 8030 and 8292."""
        scheme, _, rest = call.headers["authorization"].partition(" ")
        named = dict(part.strip().split("=", 1) for part in rest.split(","))
        point = base64url.decode(named["k"])
        key = ECKey.import_key(
            {
                "kty": "EC",
                "crv": "P-256",
                "x": base64url.encode(point[1:33]),
                "y": base64url.encode(point[33:]),
            }
        )
        claims = self._verified(named["t"], key, "ES256")
        now = self.clock().timestamp()
        is_ours = claims.get("aud") == self.url and now < claims.get("exp", 0) <= now + DAY_S
        is_whole = int(call.headers["ttl"]) >= 0 and len(call.headers["topic"]) <= 32
        if scheme != "vapid" or not is_ours:
            return Reply(403)
        return Reply(201) if is_whole and len(call.body) <= 4_096 else Reply(413)

    def _token(self, call: Call) -> Reply:
        """Be Google's OAuth server (RFC 7523)."""
        form = parse_qs(call.body.decode())
        claims = self._verified(form["assertion"][0], self.google, "RS256")
        now = self.clock().timestamp()
        is_in_time = claims.get("iat", now + 1) <= now < claims.get("exp", 0) <= now + HOUR_S
        if not is_in_time or claims["aud"] != f"{self.url}/token":
            return Reply(400, {"error": "invalid_grant"})
        self.given.append(f"google-{len(self.given)}")
        return Reply(200, {"access_token": self.given[-1], "expires_in": HOUR_S})

    def _fcm(self, call: Call) -> Reply:
        if not self.given or call.headers["authorization"] != f"Bearer {self.given[-1]}":
            return Reply(401, {"error": {"status": "UNAUTHENTICATED"}})
        is_small = len(json.dumps(call.json["message"]["notification"])) <= 4_096
        return Reply(200, {"name": "projects/orbit/messages/1"}) if is_small else Reply(400)

    def _apns(self, call: Call) -> Reply:
        token = call.headers["authorization"].removeprefix("bearer ")
        claims = self._verified(token, self.apple, "ES256")
        age_s = self.clock().timestamp() - claims.get("iat", 0)
        if claims.get("iss") != "TEAM123456" or call.http_version != "2":
            return Reply(403, {"reason": "InvalidProviderToken"})
        if not 0 <= age_s < HOUR_S:
            return Reply(403, {"reason": "ExpiredProviderToken"})
        return Reply(200) if len(call.body) <= 4_096 else Reply(413, {"reason": "PayloadTooLarge"})

    @staticmethod
    def _verified(token: str, key: ECKey | RSAKey, algorithm: str) -> dict[str, Any]:
        try:
            return jwt.decode(token, key, algorithms=[algorithm]).claims
        except (JoseError, ValueError):
            return {}


def _open_door() -> asyncio.Event:
    door = asyncio.Event()
    door.set()
    return door


@asynccontextmanager
async def serving(services: Services, certificate: Path) -> AsyncGenerator[None]:
    """Listen on a port of this machine, with HTTP/2 for whoever wants it."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    services.port = listener.getsockname()[1]
    config = Config()
    config.bind = [f"fd://{listener.fileno()}"]
    config.certfile = config.keyfile = str(certificate)
    config.graceful_timeout = 0.1
    config.accesslog = config.errorlog = None
    ended = asyncio.Event()
    running = asyncio.create_task(
        serve(_application(services), config, shutdown_trigger=ended.wait)
    )
    try:
        yield
    finally:
        ended.set()
        await running
        listener.detach()


def _application(services: Services) -> Any:  # noqa: ANN401
    async def application(scope: Scope, receive: Any, send: Any) -> None:  # noqa: ANN401
        if scope["type"] != "http":
            return
        body, goes_on = b"", True
        while goes_on:
            part = await receive()
            body, goes_on = body + part.get("body", b""), part.get("more_body", False)
        headers = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
        reply = await services.answer(Call(scope["path"], scope["http_version"], headers, body))
        said = [(name.encode(), value.encode()) for name, value in reply.headers.items()]
        await send({"type": "http.response.start", "status": reply.status, "headers": said})
        content = json.dumps(reply.body).encode() if reply.body else b""
        await send({"type": "http.response.body", "body": content})

    return application
