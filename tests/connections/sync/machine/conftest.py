import asyncio
from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI

from app.core.endpoints import Endpoints
from app.main import create_app
from app.settings import Settings


@pytest.fixture(scope="session")
async def loop() -> asyncio.AbstractEventLoop:
    """Give the loop that the fixtures live on: it stands still while a plain test runs."""
    return asyncio.get_running_loop()


@pytest.fixture(scope="session")
async def workless_app(settings: Settings, endpoints: Endpoints) -> AsyncIterator[FastAPI]:
    """Give an application without a worker, so that an example runs the same way each time."""
    app = create_app(settings, endpoints, works=False)
    async with app.router.lifespan_context(app):
        yield app
