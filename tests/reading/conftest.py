from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI

from tests.reading.diary import Diary
from tests.signing_up import a_guest


@pytest.fixture
async def diary(app: FastAPI) -> AsyncIterator[Diary]:
    """The entries of a fresh guest in Berlin, whose client is `diary.guest.client`."""
    guest = await a_guest(app)
    yield Diary(app, guest)
    await guest.client.aclose()
