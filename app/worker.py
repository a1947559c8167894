"""The job process: knows every feature's tasks, and runs them beside the API or alone."""

import asyncio
import signal
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import structlog
from starlette.datastructures import State

import app.accounts.auth.tasks
import app.accounts.credentials.tasks
import app.accounts.notices.tasks
import app.accounts.privacy.tasks
import app.companion.milestones.tasks
import app.companion.supporters.tasks
import app.companion.unsent_messages.releases.tasks
import app.connections.formats.imports.tasks
import app.connections.notifications.push.tasks
import app.connections.notifications.reminders.tasks
import app.connections.notifications.tasks
import app.connections.webhooks.tasks
import app.every_table  # noqa: F401
from app.accounts.grants.access_log import service as access_log
from app.connections.webhooks.deliveries import dispatch
from app.core import heartbeats, limits, outbox
from app.core.endpoints import Endpoints
from app.core.logs import where
from app.core.rhythm import every
from app.resources import open_resources
from app.settings import Settings

log = structlog.get_logger()
SWEEP_S = 60.0
REWRAP_S = 30.0


async def work_alone(settings: Settings, endpoints: Endpoints) -> None:
    """Be a process of its own, until SIGTERM or SIGINT."""
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with AsyncExitStack() as stack:
        state = State()
        open_resources(state, settings, endpoints, stack)
        await stack.enter_async_context(working(state))
        await stopped.wait()


@asynccontextmanager
async def working(state: State) -> AsyncGenerator[None]:
    """Run tasks while the block runs; those that don't end soon after it come again."""
    task = asyncio.create_task(_keep_working(state))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _work(state: State) -> None:
    async def beat() -> None:
        await heartbeats.beat(state.worker_database, now=state.clock())

    async def sweep() -> None:
        await limits.forget_the_idle(state.worker_database, now=state.clock())
        await access_log.forget_the_old(state.worker_database, now=state.clock())

    async with asyncio.TaskGroup() as group:
        group.create_task(every(heartbeats.BEAT_S, beat))
        group.create_task(every(SWEEP_S, sweep))
        group.create_task(every(REWRAP_S, state.vault.rewrap))
        group.create_task(outbox.work(state))
        group.create_task(dispatch.work(state))


async def _keep_working(state: State) -> None:
    """Begin again after a bug: without a worker no mail goes out and no account is erased."""
    while True:
        (failure,) = await asyncio.gather(_work(state), return_exceptions=True)
        if failure is not None:
            log.error("worker-failed", error=type(failure).__qualname__, where=where(failure))
        await asyncio.sleep(outbox.PAUSE_WITHOUT_DATABASE_S)
