"""Makes a server ready: roles, databases, and the limits that each role works under."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.core.database import Database
from app.core.endpoints import APP_ROLE, OWNER_ROLE, WORKER_ROLE, Endpoint, Endpoints
from app.core.engines import LIMITS, engine_for
from app.core.migrate import is_at_head

OLDEST_SERVER = 150_000


class ServerUnfit(Exception):
    """The database server, or the role that the service has there, can't be used: says why."""


async def prepare(endpoints: Endpoints) -> None:
    """Create what is missing of roles and databases. Safe to repeat, and by two at once.

    Raises:
        ServerUnfit: it is older than PostgreSQL 15, out of reach, or does not let us.
    """
    if endpoints.admin is None:
        return
    engine = engine_for(endpoints.admin.url, pool_size=1)
    try:
        async with _connected(engine) as admin:
            await _require_version(admin)
            await admin.execute(text("SELECT pg_advisory_lock(hashtext('ownorbit'))"))
            for role in (OWNER_ROLE, APP_ROLE, WORKER_ROLE):
                await _create_role(admin, role)
            for endpoint in (endpoints.owner, endpoints.keys_owner):
                await _create_database(admin, str(make_url(endpoint.url).database))
    finally:
        await engine.dispose()


async def require_readiness(endpoint: Endpoint) -> None:
    """Refuse to serve without this build's tables, or as a role that their policies don't hold.

    Raises:
        ServerUnfit: the main database is not at the newest migration; or the role is a superuser,
            bypasses policies, or owns tables.
    """
    engine = engine_for(endpoint.url, pool_size=1, role=endpoint.role)
    try:
        async with _connected(engine) as connection:
            is_free = await connection.scalar(text(_IS_FREE))
        is_current = await is_at_head(Database(engine, size=1))
    finally:
        await engine.dispose()
    if not is_current:
        message = "the database is not of this version: run `ownorbit migrate` first"
        raise ServerUnfit(message)
    if is_free:
        message = (
            "the service's database role must not be a superuser, bypass row security or own tables"
        )
        raise ServerUnfit(message)


async def require_no_users(endpoint: Endpoint, ring: Path) -> None:
    """Refuse to make a first master key where users' keys are wrapped by others already.

    Raises:
        ServerUnfit: the key database has users, whose master keys `ring` lacks.
    """
    engine = engine_for(endpoint.url, pool_size=1, role=endpoint.role)
    try:
        async with _connected(engine) as connection:
            has_users = await connection.scalar(text("SELECT EXISTS (SELECT FROM user_keys)"))
    finally:
        await engine.dispose()
    if has_users:
        message = f"{ring} holds no master key, but there are users: bring their keys back there"
        raise ServerUnfit(message)


_IS_FREE = """
SELECT rolsuper OR rolbypassrls OR EXISTS (
    SELECT FROM pg_class WHERE relowner = pg_roles.oid AND relkind = 'r')
FROM pg_roles WHERE rolname = current_user
"""


@asynccontextmanager
async def _connected(engine: AsyncEngine) -> AsyncGenerator[AsyncConnection]:
    try:
        async with engine.connect() as connection:
            yield connection
    except (OSError, DBAPIError) as error:
        message = f"the database server does not serve us: {error}"
        raise ServerUnfit(message) from error


async def _require_version(admin: AsyncConnection) -> None:
    number = int(await admin.scalar(text("SHOW server_version_num")) or 0)
    if number < OLDEST_SERVER:
        message = f"PostgreSQL 15 or newer is needed; this server is version {number // 10_000}"
        raise ServerUnfit(message)


_MAY_BECOME = """
SELECT pg_has_role(:r, CASE WHEN current_setting('server_version_num')::int >= 160000
                       THEN 'SET' ELSE 'MEMBER' END)
"""


async def _create_role(admin: AsyncConnection, role: str) -> None:
    known = await admin.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :r"), {"r": role})
    if known is None:
        await admin.execute(text(f"CREATE ROLE {role} LOGIN NOINHERIT"))
    if role != OWNER_ROLE:
        for name, value in LIMITS.items():
            await admin.execute(text(f"ALTER ROLE {role} SET {name} = '{value}'"))
    may_become = await admin.scalar(text(_MAY_BECOME), {"r": role})
    if not may_become:
        await admin.execute(text(f"GRANT {role} TO current_user"))


async def _create_database(admin: AsyncConnection, name: str) -> None:
    known = await admin.scalar(text("SELECT 1 FROM pg_database WHERE datname = :n"), {"n": name})
    if known is None:
        await admin.execute(text(f'CREATE DATABASE "{name}" OWNER {OWNER_ROLE}'))
    await admin.execute(text(f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC'))
    await admin.execute(text(f'GRANT CONNECT ON DATABASE "{name}" TO {APP_ROLE}, {WORKER_ROLE}'))
