"""Waiting for what another process or task does in its own time."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE_S = 10.0
LOOK_EVERY_S = 0.02


async def until(condition: Callable[[], Awaitable[object]]) -> None:
    """Wait until the condition holds; a test that waits in vain fails."""
    async with asyncio.timeout(PATIENCE_S):
        while not await condition():  # noqa: ASYNC110  (the database gives no signal)
            await asyncio.sleep(LOOK_EVERY_S)


def found_at_last(look: Callable[[], T | None]) -> T:
    """Look again and again, in a test without a loop, until something is there."""
    end = time.monotonic() + PATIENCE_S
    while (found := look()) is None:
        assert time.monotonic() < end, look
        time.sleep(LOOK_EVERY_S)
    return found
