"""What a process does again and again, whether or not the database is there each time."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import NoReturn

import structlog
from asyncpg import InterfaceError, PostgresError
from sqlalchemy.exc import SQLAlchemyError

from app.core.errors import Unavailable

OUT_OF_REACH = (Unavailable, OSError, SQLAlchemyError, PostgresError, InterfaceError)
"""What a database that is away, or refuses, looks like."""

log = structlog.get_logger()


async def every(seconds: float, act: Callable[[], Awaitable[object]]) -> NoReturn:
    """Do it at once and then each so many seconds; a turn without the database is let go by."""
    while True:
        try:
            await act()
        except OUT_OF_REACH as error:
            log.warning("turn-skipped", error=type(error).__qualname__)
        await asyncio.sleep(seconds)
