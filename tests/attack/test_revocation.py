"""Revoked means now: no request that starts after the answer gets through, in any process."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx2
import pytest
from fastapi import FastAPI

from app.core.endpoints import Endpoints
from app.main import create_app
from app.settings import Settings
from tests.clock import FakeClock
from tests.mailbox import Mailbox
from tests.signing_up import (
    PASSWORD,
    SignedIn,
    an_account,
    an_address,
    carry,
    client_from,
    log_in,
    refresh,
)

READERS = 20


@pytest.fixture(scope="module")
async def running_neighbour(settings: Settings, endpoints: Endpoints) -> AsyncIterator[FastAPI]:
    """A second process of the same service, as far as memory goes."""
    app = create_app(settings, endpoints)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
def neighbour(running_neighbour: FastAPI, clock: FakeClock, mailbox: Mailbox) -> FastAPI:
    running_neighbour.state.clock = clock
    running_neighbour.state.mailer = mailbox
    return running_neighbour


async def log_out(_owner: SignedIn, victim: SignedIn, _mails: Mailbox) -> httpx2.Response:
    return await victim.client.post("/v1/auth/logout")


async def end_session(owner: SignedIn, victim: SignedIn, _mails: Mailbox) -> httpx2.Response:
    return await owner.client.delete(f"/v1/sessions/{victim.session_id}")


async def end_sessions(owner: SignedIn, _victim: SignedIn, _mails: Mailbox) -> httpx2.Response:
    return await owner.client.delete("/v1/sessions")


async def change_password(owner: SignedIn, _: SignedIn, _mails: Mailbox) -> httpx2.Response:
    body = {"current_password": PASSWORD, "new_password": "another lantern"}
    return await owner.client.put("/v1/me/password", json=body)


async def reset_password(owner: SignedIn, _: SignedIn, mails: Mailbox) -> httpx2.Response:
    address = owner.user["email"]
    await owner.client.post("/v1/auth/password/forgotten", json={"email": address})
    token = await mails.token(address, "set a new password")
    body = {"token": token, "password": "another lantern"}
    return await owner.client.post("/v1/auth/password/reset", json=body)


async def delete_account(owner: SignedIn, _: SignedIn, _mails: Mailbox) -> httpx2.Response:
    return await owner.client.delete("/v1/me")


async def reuse_token(owner: SignedIn, victim: SignedIn, _mails: Mailbox) -> httpx2.Response:
    second = (await refresh(owner.app, victim.refresh_token)).json()["refresh_token"]
    await refresh(owner.app, second)
    return await refresh(owner.app, victim.refresh_token)


Cause = Callable[[SignedIn, SignedIn, Mailbox], Awaitable[httpx2.Response]]
CAUSES: list[tuple[Cause, int]] = [
    (log_out, 204),
    (end_session, 204),
    (end_sessions, 204),
    (change_password, 204),
    (reset_password, 204),
    (delete_account, 204),
    (reuse_token, 401),
]


@pytest.mark.parametrize(("cause", "status"), CAUSES)
async def test_nothing_gets_through_afterwards(
    app: FastAPI, neighbour: FastAPI, mailbox: Mailbox, cause: Cause, status: int
) -> None:
    for _ in range(3):
        address = an_address()
        owner = await an_account(app, address)
        victim = carry(app, client_from(app), await log_in(app, address))
        assert await statuses(victim, app, neighbour) == {200}

        busy = asyncio.create_task(read_on(victim, neighbour))
        assert (await cause(owner, victim, mailbox)).status_code == status
        assert await statuses(victim, app, neighbour) == {401}
        busy.cancel()
        assert (await refresh(neighbour, victim.refresh_token)).status_code == 401


async def statuses(victim: SignedIn, *apps: FastAPI) -> set[int]:
    """Read and write in both processes at once, with the access token at hand."""
    headers = {"authorization": f"Bearer {victim.access_token}"}

    async def call(app: FastAPI, method: str) -> int:
        async with client_from(app) as client:
            path = {"GET": "/v1/sessions", "PATCH": "/v1/me"}[method]
            body: dict[str, str] | None = {} if method == "PATCH" else None
            return (await client.request(method, path, headers=headers, json=body)).status_code

    calls = [call(app, method) for app in apps for method in ("GET", "PATCH")]
    calls += [call(apps[number % 2], "GET") for number in range(READERS)]
    return set(await asyncio.gather(*calls))


async def read_on(victim: SignedIn, app: FastAPI) -> None:
    while True:
        headers = {"authorization": f"Bearer {victim.access_token}"}
        async with client_from(app) as client:
            await client.get("/v1/sessions", headers=headers)
