"""The job process: knows every feature's tasks, and runs them beside the API or alone."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from starlette.datastructures import State

import app.accounts.credentials.tasks
import app.accounts.notices.tasks
import app.accounts.privacy.tasks  # noqa: F401
from app.core import outbox


@asynccontextmanager
async def working(state: State) -> AsyncGenerator[None]:
    """Run tasks while the block runs; those under way at its end are cancelled and come again."""
    task = asyncio.create_task(outbox.work(state))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
