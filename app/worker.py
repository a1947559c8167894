"""The job process: knows every feature's tasks, and runs them beside the API or alone."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import structlog
from starlette.datastructures import State

import app.accounts.credentials.tasks
import app.accounts.notices.tasks
import app.accounts.privacy.tasks
import app.companion.supporters.tasks  # noqa: F401
from app.core import limits, outbox
from app.core.logs import where

log = structlog.get_logger()
SWEEP_S = 60.0


@asynccontextmanager
async def working(state: State) -> AsyncGenerator[None]:
    """Run tasks while the block runs; those under way at its end are cancelled and come again."""
    task = asyncio.create_task(_keep_working(state))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _work(state: State) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(outbox.work(state))
        group.create_task(_sweep(state))


async def _sweep(state: State) -> None:
    while True:
        await limits.forget_the_idle(state.worker_database, now=state.clock())
        await asyncio.sleep(SWEEP_S)


async def _keep_working(state: State) -> None:
    """Begin again after a bug: without a worker no mail goes out and no account is erased."""
    while True:
        (failure,) = await asyncio.gather(_work(state), return_exceptions=True)
        if failure is not None:
            log.error("worker-failed", error=type(failure).__qualname__, where=where(failure))
        await asyncio.sleep(outbox.PAUSE_WITHOUT_DATABASE_S)
