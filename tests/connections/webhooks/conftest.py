"""A receiver on this machine, and a worker that sends there."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI

from app.connections.webhooks.deliveries.posting import MANNERS
from app.core.outbound import Outbound
from tests.connections.webhooks.inbox import Inbox, listening
from tests.signing_up import SignedIn, a_guest

PATIENCE_S = 6.0
"""Enough for twenty to hang at once on a busy machine, and not as long as the real one."""


@pytest.fixture
async def inbox() -> AsyncIterator[Inbox]:
    async with listening() as inbox:
        yield inbox


@pytest.fixture
async def way() -> AsyncIterator[Outbound]:
    opened = Outbound(admits_loopback=True, manners=replace(MANNERS, patience_s=PATIENCE_S))
    yield opened
    await opened.close()


@pytest.fixture
def hooking_app(app: FastAPI, way: Outbound) -> Iterator[FastAPI]:
    """Let the app and its worker call this machine."""
    usual, app.state.webhook_outbound = app.state.webhook_outbound, way
    yield app
    app.state.webhook_outbound = usual


@pytest.fixture
async def someone(hooking_app: FastAPI) -> AsyncIterator[SignedIn]:
    """Sign up a guest, who leaves in the end: nothing of theirs is sent in another test."""
    guest = await a_guest(hooking_app)
    yield guest
    await guest.client.delete("/v1/me")
    await guest.client.aclose()
