"""The real service as a process of its own, on a free port, for tests that need one."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

ROOT = Path(__file__).parents[2]
START_TIMEOUT_S = 60


@dataclass
class Service:
    """A service that runs; `stop` asks it to end, `kill` does not ask."""

    data_dir: Path
    environment: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    port: int = 0

    def __post_init__(self) -> None:
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.port = self.port or free_port()
        self.process = self.begin("serve", *self.options)
        self._wait_until_ready()

    def begin(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start `ownorbit` with these arguments on the same data; its output goes to the rest."""
        kept = {name: value for name, value in os.environ.items() if "OWNORBIT" not in name}
        own = {"OWNORBIT_DATA_DIR": str(self.data_dir), "PORT": str(self.port)}
        with (self.data_dir / "output").open("a") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "app.cli", *arguments],
                cwd=ROOT,
                env=kept | own | self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=30)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(timeout=10)

    def said(self) -> str:
        return (self.data_dir / "output").read_text()

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < end:
            assert self.process.poll() is None, self.said()
            try:
                if httpx2.get(f"{self.url}/health/ready").status_code == 200:
                    return
            except httpx2.TransportError:
                time.sleep(0.05)
        raise AssertionError(self.said())


@contextmanager
def service(*options: str, **environment: str) -> Iterator[Service]:
    """Run the service on a data folder of its own, and leave nothing behind."""
    with tempfile.TemporaryDirectory(prefix="oo-service-") as place:
        running = Service(Path(place), environment, options)
        try:
            yield running
        finally:
            if running.process.poll() is None:
                running.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def postgres_processes(data_dir: Path) -> list[int]:
    """List the processes that have this data folder on their command line."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes()
        except OSError:
            continue
        if str(data_dir).encode() in line and b"postgres" in line.split(b"\0")[0]:
            found.append(int(entry.parent.name))
    return found
