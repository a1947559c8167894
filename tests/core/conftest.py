"""Databases that no worker looks at by itself, and an API on them."""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app.core.endpoints import DATABASE, KEYS_DATABASE, Endpoints, embedded
from app.core.engines import engine_for
from app.main import create_app
from app.settings import Settings
from tests.clock import NOON, FakeClock
from tests.conftest import url_of


@pytest.fixture(scope="module")
async def quiet_endpoints(endpoints: Endpoints, request: pytest.FixtureRequest) -> Endpoints:
    """Give this module databases of its own."""
    assert endpoints
    mark = f"{request.path.stem}_{request.config.getoption('testrunuid', 'one')}"[-40:]
    engine = engine_for(url_of("postgres", "postgres"), pool_size=1)
    async with engine.connect() as admin:
        for name in (DATABASE, KEYS_DATABASE):
            await admin.execute(text("SELECT pg_advisory_lock(1)"))
            copy = f'CREATE DATABASE "{name}_{mark}" TEMPLATE "{name}" OWNER ownorbit_owner'
            await admin.execute(text(copy))
            await admin.execute(text("SELECT pg_advisory_unlock(1)"))
    await engine.dispose()
    return embedded(
        lambda database, role: url_of(
            database if database == "postgres" else f"{database}_{mark}", role
        )
    )


@pytest.fixture(scope="module")
async def quiet_app(quiet_endpoints: Endpoints) -> AsyncIterator[FastAPI]:
    """Run an API without a worker, by a clock that a file tells other processes of."""
    with tempfile.TemporaryDirectory(prefix="oo-quiet-") as place:
        settings = Settings(
            data_dir=Path(place), public_url="http://test", clock_file=Path(place) / "clock"
        )
        (Path(place) / "clock").write_text(NOON.isoformat())
        app = create_app(settings, quiet_endpoints, works=False)
        async with app.router.lifespan_context(app):
            app.state.clock = FakeClock()
            yield app
