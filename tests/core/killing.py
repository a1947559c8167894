"""Workers as processes, killed (SIGKILL) at a chosen word between them and PostgreSQL.

A process is forked from one that has imported everything, so that each is there at once.
"""

import asyncio
import multiprocessing
import os
import signal
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import make_url, text
from starlette.datastructures import State

from app import worker
from app.core import outbox
from app.core.endpoints import Endpoint, Endpoints
from app.core.outbox import Event
from app.settings import Settings
from tests.wire import WAITS_AFTER

KEPT = "testing.kept"


@outbox.on(KEPT)
async def keep(state: State, event: Event) -> None:
    """Count runs by event: the work that fell due."""
    async with state.worker_database.lease() as db:
        await db.begin(event.user_id)
        await db.execute(
            text("INSERT INTO kept VALUES (:id) ON CONFLICT DO NOTHING"), {"id": event.id}
        )


def live(settings: Settings, endpoints: Endpoints) -> None:
    asyncio.run(worker.work_alone(settings, endpoints))


def forking() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def import_once() -> None:
    """Let the process that the others are forked from do its imports, which takes a while."""
    first = forking().Process(target=int)
    first.start()
    first.join()


@dataclass
class Trap:
    """Kills the process at question number `at`: unasked, or asked with the answer lost.

    Counted from the first that is about the outbox; before it, connections are set up.
    """

    at: int
    lets_ask: bool
    counts: bool = False
    questions: list[bytes] = field(default_factory=list)
    process: BaseProcess | None = None
    sprung: asyncio.Event = field(default_factory=asyncio.Event)

    def spring(self) -> None:
        if self.process and self.process.pid and not self.sprung.is_set():
            os.kill(self.process.pid, signal.SIGKILL)
            self.sprung.set()


@asynccontextmanager
async def trapped_worker(
    settings: Settings, endpoints: Endpoints, trap: Trap
) -> AsyncGenerator[None]:
    """Run a worker whose every word passes by the trap; it is dead when the block ends."""
    context = forking()
    async with _passing(endpoints.worker, trap) as place:
        by_trap = replace(
            endpoints, worker=_by(place, endpoints.worker), keys=_by(place, endpoints.keys)
        )
        trap.process = context.Process(target=live, args=(settings, by_trap), daemon=True)
        trap.process.start()
        try:
            yield
        finally:
            trap.spring()
            await asyncio.to_thread(trap.process.join)


def _by(place: str, endpoint: Endpoint) -> Endpoint:
    url = make_url(endpoint.url).update_query_dict({"host": place})
    return replace(endpoint, url=url.render_as_string(hide_password=False))


@asynccontextmanager
async def _passing(endpoint: Endpoint, trap: Trap) -> AsyncGenerator[str]:
    query = make_url(endpoint.url).query
    server = f"{query['host']}/.s.PGSQL.{query['port']}"
    with tempfile.TemporaryDirectory(prefix="oo-trap-") as place:

        async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            from_server, to_server = await asyncio.open_unix_connection(server)
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                await asyncio.gather(
                    _ask(reader, to_server, trap), _answer(from_server, writer, trap)
                )
            to_server.close()
            writer.close()

        path = str(Path(place) / f".s.PGSQL.{query['port']}")
        async with await asyncio.start_unix_server(connect, path):
            yield place


async def _ask(reader: asyncio.StreamReader, server: asyncio.StreamWriter, trap: Trap) -> None:
    kind = b""  # the first message, the start-up, has none
    while True:
        length = await reader.readexactly(4)
        body = await reader.readexactly(int.from_bytes(length) - 4)
        trap.counts = trap.counts or b"outbox" in body
        if trap.counts and kind in WAITS_AFTER:
            trap.questions.append(body)
            if len(trap.questions) == trap.at and not trap.lets_ask:
                trap.spring()
        if trap.sprung.is_set():
            server.close()
            return
        server.write(kind + length + body)
        await server.drain()
        kind = await reader.readexactly(1)


async def _answer(server: asyncio.StreamReader, writer: asyncio.StreamWriter, trap: Trap) -> None:
    while chunk := await server.read(65_536):
        if trap.lets_ask and len(trap.questions) >= trap.at:
            trap.spring()
        writer.write(chunk)
        await writer.drain()
