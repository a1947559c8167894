"""Runs migrations one transaction each, and gives up rather than block the live service."""

import asyncio
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from app.core.endpoints import Endpoint, external
from app.core.tables import Encrypted
from app.settings import get_settings


def run(metadata: MetaData, *, is_main: bool) -> None:
    """Migrate the database of the config's `endpoint`, or else of the environment's settings."""
    endpoint = context.config.attributes.get("endpoint")
    if endpoint is None:
        endpoints = external(get_settings())
        endpoint = endpoints.owner if is_main else endpoints.keys_owner
    asyncio.run(_run(endpoint, metadata))


async def _run(endpoint: Endpoint, metadata: MetaData) -> None:
    settings = {"role": endpoint.role} if endpoint.role else {}
    engine = create_async_engine(
        endpoint.url, poolclass=NullPool, connect_args={"server_settings": settings}
    )
    async with engine.connect() as connection:
        await connection.run_sync(_migrate, metadata)
    await engine.dispose()


def _migrate(connection: Connection, metadata: MetaData) -> None:
    connection.execute(text("SELECT pg_advisory_lock(hashtext('alembic'))"))
    for setting in ("lock_timeout = '4s'", "statement_timeout = '30s'"):
        connection.execute(text(f"SET {setting}"))
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_server_default=True,
        render_item=_render,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()


def _render(_kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write sealed text as what the database sees: migrations know nothing of the application."""
    return "sa.LargeBinary()" if isinstance(item, Encrypted) else False
