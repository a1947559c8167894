"""Passwords: Argon2id with OWASP's 19 MiB, hashed in one thread behind a short queue.

A flood of sign-ins then takes one core's worth of work and 19 MiB, and never the event loop.
"""

import asyncio
import runpy
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import BoundedSemaphore
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

T = TypeVar("T")

MOST_WAITING = 32
COMMON = 3_000
SHORTEST_COMMON = 8

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="passwords")
_places = BoundedSemaphore(1 + MOST_WAITING)


class HashingBusy(Exception):
    """As many passwords wait for the hashing thread as may wait."""


async def hash_password(password: str) -> str:
    """Hash a password as it was typed, without normalizing or cutting it.

    Raises:
        HashingBusy: too many are waiting.
    """
    return await _in_thread(lambda: _hasher.hash(password))


async def verify_password(stored: str | None, password: str) -> bool:
    """Compare a password with its hash; with no hash, take as long and say no.

    Raises:
        HashingBusy: too many are waiting.
        argon2.exceptions.InvalidHashError, VerificationError: `stored` is damaged.
    """
    return await _in_thread(lambda: _verify(stored, password))


def needs_rehash(stored: str) -> bool:
    return _hasher.check_needs_rehash(stored)


def is_common(password: str) -> bool:
    """Tell whether it is one of the 3,000 most common of 8 characters or more, in any case."""
    return password.lower() in _common_passwords()


async def _in_thread(work: Callable[[], T]) -> T:
    if not _places.acquire(blocking=False):
        raise HashingBusy
    future = _thread.submit(work)
    # Also when the caller has gone away: work that hasn't begun is then taken out of the queue.
    future.add_done_callback(lambda _: _places.release())
    return await asyncio.wrap_future(future)


def _verify(stored: str | None, password: str) -> bool:
    nobodys = _hash_of_nobody()
    try:
        _hasher.verify(nobodys if stored is None else stored, password)
    except VerifyMismatchError:
        return False
    return stored is not None


@cache
def _hash_of_nobody() -> str:
    return _hasher.hash(secrets.token_hex())


@cache
def _common_passwords() -> frozenset[str]:
    """Read the list without its package, whose import builds dictionaries of 14 MiB."""
    package = find_spec("zxcvbn")
    if package is None or package.origin is None:
        raise ModuleNotFoundError(name="zxcvbn")
    lists = runpy.run_path(str(Path(package.origin).with_name("frequency_lists.py")))
    ranked: list[str] = lists["FREQUENCY_LISTS"]["passwords"]
    return frozenset([word for word in ranked if len(word) >= SHORTEST_COMMON][:COMMON])
