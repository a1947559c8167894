"""Migrations go up, down and up again, and leave what the models say."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import text

from app.core import migrate
from app.core.endpoints import OWNER_ROLE, Endpoint
from app.core.engines import engine_for
from tests.conftest import url_of

SECTIONS = (migrate.MAIN, migrate.KEYS)


@pytest.fixture
async def empty_database(worker_id: str) -> AsyncIterator[Endpoint]:
    name = f"migrations_{worker_id}"
    admin = engine_for(url_of("postgres", "postgres"), pool_size=1)
    async with admin.connect() as connection:
        await connection.execute(text(f'CREATE DATABASE "{name}" OWNER {OWNER_ROLE}'))
        yield Endpoint(url_of(name, OWNER_ROLE))
        await connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    await admin.dispose()


@pytest.mark.parametrize("section", SECTIONS)
async def test_every_step_goes_up_and_down_and_up_again(
    section: str, empty_database: Endpoint
) -> None:
    config = migrate.config_for(section, empty_database)
    steps = list(ScriptDirectory.from_config(config).walk_revisions())

    for step in reversed(steps):
        await asyncio.to_thread(command.upgrade, config, step.revision)
        await asyncio.to_thread(command.downgrade, config, "-1")
        await asyncio.to_thread(command.upgrade, config, step.revision)
    await asyncio.to_thread(command.check, config)
    await asyncio.to_thread(command.downgrade, config, "base")

    assert await tables_in(empty_database) == ["alembic_version"]


@pytest.mark.parametrize("section", SECTIONS)
def test_history_is_one_line(section: str) -> None:
    config = migrate.config_for(section, Endpoint("unused"))

    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


async def tables_in(endpoint: Endpoint) -> list[str]:
    engine = engine_for(endpoint.url, pool_size=1)
    async with engine.connect() as connection:
        found = await connection.scalars(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        )
        names = list(found)
    await engine.dispose()
    return names
