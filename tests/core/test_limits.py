"""Attempts are counted in the database, whatever becomes of the request."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import pytest

from app.core.database import Database
from app.core.endpoints import Endpoints
from app.core.engines import engine_for
from app.core.errors import TooManyRequests
from app.core.limits import Limit, spend
from tests.clock import NOON

THREE_AN_HOUR = Limit("tries", 3, timedelta(hours=1))


@pytest.fixture
async def database(endpoints: Endpoints) -> AsyncIterator[Database]:
    database = Database(engine_for(endpoints.app.url, pool_size=4), size=4)
    yield database
    await database.close()


@pytest.fixture
def key() -> bytes:
    return uuid4().bytes


async def is_let_in(database: Database, key: bytes, *, minutes: float = 0) -> bool:
    async with database.lease() as db:
        try:
            await spend(db, THREE_AN_HOUR, key, now=NOON + timedelta(minutes=minutes))
        except TooManyRequests:
            return False
    return True


async def test_so_many_attempts_in_a_row_and_no_more(database: Database, key: bytes) -> None:
    assert [await is_let_in(database, key) for _ in range(5)] == [True] * 3 + [False] * 2


async def test_attempts_come_back_one_by_one(database: Database, key: bytes) -> None:
    for _ in range(3):
        await is_let_in(database, key)

    assert not await is_let_in(database, key, minutes=19.9)
    assert await is_let_in(database, key, minutes=20)
    assert not await is_let_in(database, key, minutes=20)
    assert [await is_let_in(database, key, minutes=200) for _ in range(4)] == [True] * 3 + [False]


async def test_keys_do_not_count_for_each_other(database: Database, key: bytes) -> None:
    for _ in range(4):
        await is_let_in(database, key)

    assert await is_let_in(database, uuid4().bytes)


async def test_attempts_at_once_are_counted_each(database: Database, key: bytes) -> None:
    let_in = await asyncio.gather(*(is_let_in(database, key) for _ in range(20)))

    assert sum(let_in) == 3


async def test_who_is_refused_is_told_how_long_to_wait(database: Database, key: bytes) -> None:
    for _ in range(3):
        await is_let_in(database, key)

    async with database.lease() as db:
        with pytest.raises(TooManyRequests) as refused:
            await spend(db, THREE_AN_HOUR, key, now=NOON + timedelta(minutes=5))

    assert refused.value.headers == {
        "retry-after": "900",
        "ratelimit-policy": '"tries";q=3;w=3600',
        "ratelimit": '"tries";r=0;t=900',
    }


async def test_an_attempt_inside_a_transaction_is_a_bug(database: Database, key: bytes) -> None:
    async def spend_late() -> None:
        async with database.lease() as db:
            await db.begin()
            await spend(db, THREE_AN_HOUR, key, now=NOON)

    with pytest.raises(RuntimeError):
        await spend_late()
