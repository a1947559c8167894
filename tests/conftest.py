"""A migrated database for each test process, on one PostgreSQL of the wheel that comes with us."""

import asyncio
import gc
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import make_url, text

from app.core import bootstrap, migrate
from app.core.embedded import server
from app.core.endpoints import DATABASE, KEYS_DATABASE, Endpoints, embedded
from app.core.engines import engine_for
from app.main import create_app
from app.settings import Settings
from tests.clock import FakeClock
from tests.elsewhere import Hearing
from tests.mailbox import Mailbox
from tests.signing_up import a_guest

SOCKET_OF_SUITE = "OWNORBIT_TEST_SERVER"
PLACE, SERVER = pytest.StashKey[str](), pytest.StashKey[server.Server]()


def pytest_configure(config: pytest.Config) -> None:
    """Start the suite's server once, in the process that the workers come from."""
    if SOCKET_OF_SUITE in os.environ:
        return
    place = tempfile.mkdtemp(prefix="oo-")
    Path(place).chmod(0o755)
    config.stash[PLACE] = place
    config.stash[SERVER] = server.start(Path(place), durable=False)
    os.environ[SOCKET_OF_SUITE] = config.stash[SERVER].url("DATABASE", "ROLE")
    asyncio.run(_make_templates())


def pytest_unconfigure(config: pytest.Config) -> None:
    if SERVER in config.stash:
        server.stop(config.stash[SERVER])
        shutil.rmtree(config.stash[PLACE])
        del os.environ[SOCKET_OF_SUITE]


def url_of(database: str, role: str) -> str:
    url = make_url(os.environ[SOCKET_OF_SUITE])
    return url.set(database=database, username=role).render_as_string(hide_password=False)


async def _make_templates() -> None:
    endpoints = embedded(url_of)
    await bootstrap.prepare(endpoints)
    await migrate.to_head(endpoints)


@pytest.fixture(scope="session")
async def endpoints(worker_id: str) -> Endpoints:
    """Give this process its own copies of the migrated databases."""
    admin = engine_for(url_of("postgres", "postgres"), pool_size=1)
    async with admin.connect() as connection:
        for name in (DATABASE, KEYS_DATABASE):
            await connection.execute(text("SELECT pg_advisory_lock(1)"))
            copy = f'CREATE DATABASE "{name}_{worker_id}" TEMPLATE "{name}" OWNER ownorbit_owner'
            await connection.execute(text(copy))
            await connection.execute(text("SELECT pg_advisory_unlock(1)"))
    await admin.dispose()
    return embedded(
        lambda database, role: url_of(
            database if database == "postgres" else f"{database}_{worker_id}", role
        )
    )


@pytest.fixture(scope="session")
def data_dir() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="oo-data-") as place:
        yield Path(place)


@pytest.fixture(scope="session")
def settings(data_dir: Path) -> Settings:
    return Settings(data_dir=data_dir, public_url="http://test")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
async def running_app(settings: Settings, endpoints: Endpoints) -> AsyncIterator[FastAPI]:
    app = create_app(settings, endpoints)
    async with app.router.lifespan_context(app):
        gc.freeze()  # as the server does
        app.state.webhook_outbound = Hearing()
        yield app


@pytest.fixture
def app(running_app: FastAPI, clock: FakeClock) -> FastAPI:
    running_app.state.clock = clock
    return running_app


@pytest.fixture
async def http(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """A client that nobody has signed in."""
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.fixture
async def me(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """The client of a fresh guest in Berlin, who stays signed in when the clock is moved."""
    guest = await a_guest(app)
    yield guest.client
    await guest.client.aclose()


@pytest.fixture
async def somebody_else(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """Another guest's client."""
    guest = await a_guest(app)
    yield guest.client
    await guest.client.aclose()


@pytest.fixture
def mailbox(app: FastAPI) -> Iterator[Mailbox]:
    """Collect the service's mails; addresses count at once, as without a mail server."""
    mailer = app.state.mailer
    app.state.mailer = Mailbox()
    yield app.state.mailer
    app.state.mailer = mailer


@pytest.fixture
def confirmed_by_mail(app: FastAPI, mailbox: Mailbox) -> Iterator[Mailbox]:
    """Collect the service's mails; addresses are confirmed by them."""
    settings = app.state.settings
    app.state.settings = settings.model_copy(update={"smtp_host": "mail.example.com"})
    yield mailbox
    app.state.settings = settings
