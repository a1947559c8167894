from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from tests.reading.diary import Diary
from tests.signing_up import SignedIn, a_guest


@pytest.fixture
async def guest(app: FastAPI) -> AsyncIterator[SignedIn]:
    """A fresh guest in Berlin, whose id is known."""
    guest = await a_guest(app)
    yield guest
    await guest.client.aclose()


@pytest.fixture
def me(guest: SignedIn) -> AsyncClient:
    return guest.client


@pytest.fixture
def diary(app: FastAPI, guest: SignedIn) -> Diary:
    """The entries of a fresh guest, whose client is `diary.guest.client`."""
    return Diary(app, guest)
