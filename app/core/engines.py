"""Pools of connections to PostgreSQL, and what they work under."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

LIMITS = {
    "statement_timeout": "5s",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "10s",
    "jit": "off",
}
"""What each role of the service works under."""
CONNECT_S = 5.0


def engine_for(
    url: str, *, pool_size: int = 8, role: str | None = None, patience_s: float | None = None
) -> AsyncEngine:
    """Build a pool of connections that stay in autocommit until `Db.begin`.

    `role` is taken on by each connection, for a server where one login serves all roles; the
    limits that a role has for itself come along. `patience_s` ends a wait for a server that has
    gone silent.
    """
    server_settings = {"application_name": "ownorbit"}
    if role is not None:
        server_settings |= {"role": role, **LIMITS}
    engine = create_async_engine(
        url,
        isolation_level="AUTOCOMMIT",
        pool_size=pool_size,
        max_overflow=0,
        connect_args={
            "timeout": CONNECT_S,
            "command_timeout": patience_s,
            "server_settings": server_settings,
        },
    )
    event.listen(engine.sync_engine, "checkout", _refuse_closed)
    return engine


def _refuse_closed(driver: Any, _record: object, _fairy: object) -> None:  # noqa: ANN401
    """Let the pool replace a connection that the server has closed; it costs no round trip."""
    if driver.driver_connection.is_closed():
        raise InvalidatePoolError
