from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI

from tests.signing_up import SignedIn, a_guest


@pytest.fixture
async def guest(app: FastAPI) -> AsyncIterator[SignedIn]:
    """A fresh guest in Berlin, whose id is known."""
    guest = await a_guest(app)
    yield guest
    await guest.client.aclose()


@pytest.fixture
def me(guest: SignedIn) -> object:
    return guest.client
