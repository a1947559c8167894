"""The three servers, one process each, all on the first core; what they use of it."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

SERVERS_CORE, LOAD_CORE = "0", "1"
CALLS = {
    "ours": ("app.cli", "serve"),
    "by_hand": ("benchmarks.rivals", "by_hand"),
    "constant": ("benchmarks.rivals", "constants"),
}
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
START_S = 30


class ServerFailed(Exception):
    """It did not start: which one, and what it said."""


@dataclass(frozen=True)
class Server:
    """One that answers on loopback."""

    port: int
    pid: int

    def cpu_s(self) -> float:
        """Tell how long its process has computed so far, for itself and in the kernel."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


@asynccontextmanager
async def serving(
    environment: Mapping[str, str], folder: Path
) -> AsyncGenerator[Mapping[str, Server]]:
    """Run them all; what they write goes to a file each."""
    servers = {}
    async with AsyncExitStack() as stack:
        for name, call in CALLS.items():
            port = _free_port()
            own = {**environment, "OWNORBIT_PORT": str(port)}
            server = _server(name, call, port, own, folder / f"{name}.log")
            servers[name] = await stack.enter_async_context(server)
        yield servers


@asynccontextmanager
async def _server(
    name: str, call: tuple[str, ...], port: int, environment: Mapping[str, str], log: Path
) -> AsyncGenerator[Server]:
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *("taskset", "-c", SERVERS_CORE, sys.executable, "-m", *call),
            env={**os.environ, **environment},
            stdout=output,
            stderr=output,
        )
    try:
        async with asyncio.timeout(START_S):
            while not await _answers(port):
                if process.returncode is not None:
                    raise ServerFailed(name, _end_of(log))
                await asyncio.sleep(0.1)
        yield Server(port, process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def _end_of(log: Path) -> str:
    return log.read_text()[-2000:]


async def _answers(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
