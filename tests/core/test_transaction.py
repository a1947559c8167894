"""The one transaction of a request: committed before the answer, gone if anything fails."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError

from app.core import problems
from app.core.database import CommitRefused, Database, Db
from app.core.edge import Edge
from app.core.endpoints import Endpoints
from app.core.engines import engine_for
from app.core.limits import RateLimit
from app.core.metrics import Metrics
from app.core.routing import Route, Session
from tests.clock import NOON

ROW = {"full_at": NOON}


@pytest.fixture
async def database(endpoints: Endpoints) -> AsyncIterator[Database]:
    database = Database(engine_for(endpoints.app.url, pool_size=2), size=2)
    yield database
    await database.close()


@pytest.fixture
async def toy(database: Database) -> AsyncIterator[httpx2.AsyncClient]:
    """An application of three handlers that write a row, in front of the real database."""
    app = FastAPI()
    app.router.route_class = Route
    app.state.database = database
    app.add_middleware(Edge, metrics=Metrics())
    problems.add_handlers(app)

    @app.post("/kept/{key}")
    async def keep(key: str, db: Session) -> str:
        await write(db, key)
        return "kept"

    @app.post("/doomed/{key}")
    async def write_what_cannot_be_committed(key: str, db: Session) -> str:
        await write(db, key)
        await db.execute(text(ORPHAN))
        return "kept"

    @app.post("/failed/{key}")
    async def fail_after_writing(key: str, db: Session) -> str:
        await write(db, key)
        raise RuntimeError(key)

    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


ORPHAN = """
INSERT INTO sessions (user_id, id, platform, created_at, last_used_at, expires_at, ends_at,
                      refresh_digest, refresh_count)
VALUES (gen_random_uuid(), gen_random_uuid(), 'web', '2026-01-01', '2026-01-01', '2026-01-01',
        '2026-01-01', '', 0)
"""


async def test_what_is_answered_with_success_is_committed(
    toy: httpx2.AsyncClient, database: Database
) -> None:
    answer = await toy.post("/kept/one")

    assert answer.status_code == 200
    assert await is_stored(database, "one")


async def test_a_commit_that_fails_is_a_problem_and_never_a_success(
    toy: httpx2.AsyncClient, database: Database
) -> None:
    answer = await toy.post("/doomed/two")

    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "/problems/internal-error"
    assert not await is_stored(database, "two")


async def test_a_bug_leaves_nothing_behind_and_says_nothing(
    toy: httpx2.AsyncClient, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = await toy.post("/failed/my-secret-words")

    assert answer.status_code == 500
    assert "my-secret-words" not in answer.json()["detail"]
    assert not await is_stored(database, "my-secret-words")
    assert "my-secret-words" not in capsys.readouterr().out


async def test_a_swallowed_failure_cannot_be_committed(database: Database) -> None:
    async def swallow() -> None:
        async with database.lease() as db:
            await write(db, "three")
            with pytest.raises(DBAPIError):
                await db.execute(text("SELECT 1 / 0"))

    with pytest.raises(CommitRefused):
        await swallow()

    assert not await is_stored(database, "three")


async def test_a_cancelled_request_gives_its_connection_back_clean(database: Database) -> None:
    async def never_end() -> None:
        async with database.lease() as db:
            await db.begin(uuid4())
            await write(db, "four")
            await db.execute(text("SELECT pg_sleep(30)"))

    tasks = [asyncio.create_task(never_end()) for _ in range(2)]
    await asyncio.sleep(0.2)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    async with database.lease() as one, database.lease() as other:
        for db in (one, other):
            assert await db.scalar(text("SELECT current_setting('app.user_id', true)")) in {
                "",
                None,
            }
            assert await db.scalar(text("SELECT pg_current_xact_id_if_assigned()")) is None
    assert not await is_stored(database, "four")


async def test_a_connection_is_lent_again_only_when_it_has_rolled_back(
    endpoints: Endpoints, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if who rolls it back is cancelled and goes."""
    database = Database(engine_for(endpoints.app.url, pool_size=1), size=1)
    is_rolling_back = asyncio.Event()
    roll_back = Db.rollback

    async def roll_back_slowly(db: Db) -> None:
        is_rolling_back.set()
        await asyncio.sleep(0.1)
        await roll_back(db)

    async def fail() -> None:
        async with database.lease() as db:
            await db.begin(uuid4())
            await write(db, "five")
            raise RuntimeError

    monkeypatch.setattr(Db, "rollback", roll_back_slowly)
    failing = asyncio.create_task(fail())
    await is_rolling_back.wait()
    failing.cancel()
    await asyncio.wait([failing])

    async with database.lease() as db:
        assert await db.scalar(text("SELECT pg_current_xact_id_if_assigned()")) is None
    await database.close()


async def test_the_user_is_forgotten_with_the_transaction(database: Database) -> None:
    async with database.lease() as db:
        await db.begin(uuid4())
        await db.commit()
        assert await db.scalar(text("SELECT current_setting('app.user_id', true)")) == ""


async def test_who_waits_for_a_connection_is_served_in_order(database: Database) -> None:
    served: list[int] = []
    async with database.lease(), database.lease():
        """Both connections are made beforehand: making one takes a while."""

    async def take(number: int) -> None:
        async with database.lease() as db:
            served.append(number)
            await db.execute(text("SELECT pg_sleep(0.01)"))

    await asyncio.gather(*(take(number) for number in range(10)))

    assert served == list(range(10))


async def test_a_database_that_is_away_is_a_503() -> None:
    away = Database(engine_for("postgresql+asyncpg://x@127.0.0.1:1/x", pool_size=1), size=1)
    app = FastAPI()
    app.router.route_class = Route
    app.state.database = away
    app.add_middleware(Edge, metrics=Metrics())
    problems.add_handlers(app)

    @app.get("/")
    async def read(db: Session) -> int:
        return int(await db.scalar(text("SELECT 1")))

    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.get("/")

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"


async def write(db: Db, key: str) -> None:
    if not db.is_open:
        await db.begin()
    await db.execute(insert(RateLimit).values(key=key.encode(), **ROW))


async def is_stored(database: Database, key: str) -> bool:
    async with database.lease() as db:
        count = select(func.count()).where(RateLimit.key == key.encode())
        return bool(await db.scalar(count))
