"""Waiting for what another process or task does in its own time."""

import asyncio
from collections.abc import Awaitable, Callable

PATIENCE_S = 10.0
LOOK_EVERY_S = 0.02


async def until(condition: Callable[[], Awaitable[object]]) -> None:
    """Wait until the condition holds; a test that waits in vain fails."""
    async with asyncio.timeout(PATIENCE_S):
        while not await condition():  # noqa: ASYNC110  (the database gives no signal)
            await asyncio.sleep(LOOK_EVERY_S)
