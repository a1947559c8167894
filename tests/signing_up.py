"""Sign-ups over HTTP, and clients that stay signed in however far a test moves the clock."""

import random
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address
from itertools import count
from typing import Any
from uuid import UUID

import httpx2
from fastapi import FastAPI

EARLY = timedelta(seconds=30)
SOMEWHERE = random.SystemRandom()
NOBODYS_YET = IPv4Address("10.0.0.1")
taken = count()
"""How often somebody may try goes by their address: no two are one, in however many examples."""
PASSWORD = "a lantern in the rain"  # noqa: S105
DEVICE = {"name": "laptop", "platform": "web"}


@dataclass
class SignedIn(httpx2.Auth):
    """Somebody's session and the client that carries it; the client renews it in time."""

    app: FastAPI
    client: httpx2.AsyncClient
    user: dict[str, Any]
    session_id: UUID
    access_token: str
    refresh_token: str
    expires_at: datetime
    recovery_code: str | None = None
    renews: bool = True

    @property
    def user_id(self) -> UUID:
        return UUID(self.user["id"])

    async def renew(self) -> None:
        """Exchange the refresh token."""
        answer = await self.client.send(self._renewal(), auth=None)
        assert answer.status_code == 200, answer.text
        self._take(answer.json())

    async def async_auth_flow(
        self, request: httpx2.Request
    ) -> AsyncGenerator[httpx2.Request, httpx2.Response]:
        if self.renews and self.app.state.clock() >= self.expires_at - EARLY:
            answer = yield self._renewal()
            await answer.aread()
            if answer.status_code == 200:
                self._take(answer.json())
        request.headers["authorization"] = f"Bearer {self.access_token}"
        yield request

    def _renewal(self) -> httpx2.Request:
        body = {"refresh_token": self.refresh_token}
        return self.client.build_request("POST", "/v1/auth/refresh", json=body)

    def _take(self, answer: dict[str, Any]) -> None:
        self.user = answer["user"]
        self.access_token = answer["access_token"]
        self.refresh_token = answer["refresh_token"]
        self.expires_at = self.app.state.clock() + timedelta(seconds=answer["expires_in"])


def client_from(app: FastAPI, address: str | None = None) -> httpx2.AsyncClient:
    """Make a client that nobody has signed in, at some address of its own."""
    host = address or str(NOBODYS_YET + next(taken))
    transport = httpx2.ASGITransport(app=app, client=(host, 50_000))
    return httpx2.AsyncClient(transport=transport, base_url="http://test")


def carry(app: FastAPI, client: httpx2.AsyncClient, answer: httpx2.Response) -> SignedIn:
    """Let a client go on as whoever this answer of a sign-in signed in."""
    assert answer.is_success, answer.text
    body = answer.json()
    guest = SignedIn(
        app=app,
        client=client,
        user=body["user"],
        session_id=UUID(body["session_id"]),
        access_token=body["access_token"],
        refresh_token=body["refresh_token"],
        expires_at=app.state.clock() + timedelta(seconds=body["expires_in"]),
        recovery_code=body.get("recovery_code"),
    )
    client.auth = guest
    client.headers["authorization"] = f"Bearer {guest.access_token}"
    return guest


async def a_guest(app: FastAPI, **changes: object) -> SignedIn:
    """Sign up a fresh guest in Berlin; `changes` are of the body."""
    body = {"time_zone": "Europe/Berlin", "device": {"name": "phone", "platform": "ios"}}
    client = client_from(app)
    return carry(app, client, await client.post("/v1/auth/guest", json=body | changes))


def an_address() -> str:
    return f"jo.{SOMEWHERE.randrange(10**12)}@example.com"


async def an_account(app: FastAPI, email: str, **changes: object) -> SignedIn:
    """Register with an e-mail; without a mail server it counts at once."""
    body = {"email": email, "password": PASSWORD, "time_zone": "Europe/Berlin", "device": DEVICE}
    client = client_from(app)
    return carry(app, client, await client.post("/v1/auth/register", json=body | changes))


async def log_in(
    app: FastAPI, email: str, password: str = PASSWORD, address: str | None = None
) -> httpx2.Response:
    body = {"email": email, "password": password, "device": DEVICE}
    async with client_from(app, address) as client:
        return await client.post("/v1/auth/login", json=body)


async def is_signed_in(guest: SignedIn) -> bool:
    """Tell whether the access token at hand works, without renewing it."""
    headers = {"authorization": f"Bearer {guest.access_token}"}
    async with client_from(guest.app) as client:
        return (await client.get("/v1/sessions", headers=headers)).status_code == 200


async def refresh(app: FastAPI, token: str) -> httpx2.Response:
    async with client_from(app) as client:
        return await client.post("/v1/auth/refresh", json={"refresh_token": token})
