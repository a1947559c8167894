"""A town of users, made once a process, and the walls between them."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine

from app.core import tables
from app.core.database import Database
from app.core.endpoints import Endpoints
from app.core.engines import engine_for
from app.core.tables import Base
from tests.clock import FakeClock
from tests.isolation.inhabitants import ID, Inhabitant, settle_with_everything
from tests.settling import settled

BOTH_WALLS, POLICIES_ALONE, FILTER_ALONE = "both walls", "the policies alone", "the filter alone"
NO_WALL = "no wall"
OUTBOX = "outbox"
TABLES = sorted(
    name for name, table in Base.metadata.tables.items() if "user_id" in table.c and name != OUTBOX
)
ROWS_OF_A_USER = " UNION ALL ".join(
    [
        "SELECT 'users' AS place, to_jsonb(users)::text AS content FROM users WHERE id = :user_id",
        f"SELECT '{OUTBOX}', id || ' ' || type FROM {OUTBOX} WHERE user_id = :user_id",  # noqa: S608
        *(
            f"SELECT '{name}', to_jsonb({name})::text FROM {name} WHERE user_id = :user_id"  # noqa: S608
            for name in TABLES
        ),
    ]
)
ROWS_OF_OTHERS = " UNION ALL ".join(
    f"SELECT id FROM {name} WHERE id = ANY(:ids) AND {key} <> :user_id"  # noqa: S608
    for name, key in [("users", "id"), *((name, "user_id") for name in TABLES)]
    if "id" in Base.metadata.tables[name].c
)


@dataclass
class Records:
    """Looks into the database past all policies."""

    engine: AsyncEngine

    async def of(self, user: Inhabitant) -> list[tuple[str, str]]:
        """Give every row of a user."""
        async with self.engine.connect() as connection:
            rows = await connection.execute(
                text(f"{ROWS_OF_A_USER} ORDER BY 1, 2"), {"user_id": user.id}
            )
            return [(place, content) for place, content in rows]

    async def ids_of(self, user: Inhabitant) -> set[str]:
        """Give every id that is in a row of a user."""
        content = " ".join(content for _, content in await self.of(user))
        return set(ID.findall(content))

    async def of_others(self, user: Inhabitant, ids: list[str]) -> set[str]:
        """Find those ids that are of other users' rows and of none of this user's."""
        async with self.engine.connect() as connection:
            found = await connection.scalars(
                text(ROWS_OF_OTHERS), {"user_id": user.id, "ids": [UUID(each) for each in ids]}
            )
            return {str(each) for each in found} - await self.ids_of(user)

    @asynccontextmanager
    async def untouched(self, user: Inhabitant) -> AsyncIterator[None]:
        """See that a user's rows stay as they are; only the worker may empty the outbox."""
        await settled(user.signed_in.app, user.id)
        before = await self.of(user)
        yield
        after = await self.of(user)
        assert [row for row in after if row not in before] == []
        assert [row for row in before if row not in after and row[0] != OUTBOX] == []

    async def mark_as_deleted(self, user: Inhabitant) -> None:
        async with self.engine.connect() as connection:
            await connection.execute(
                text("UPDATE users SET deleted_at = '2026-03-10' WHERE id = :user_id"),
                {"user_id": user.id},
            )


@dataclass
class Town:
    """An owner of two of everything, whom no test may change, and another user."""

    owner: Inhabitant
    other: Inhabitant
    owners_own: set[str]


@pytest.fixture(scope="session")
async def mighty(endpoints: Endpoints) -> AsyncIterator[Database]:
    """Give the pool of a superuser, whom no policy holds."""
    url = make_url(endpoints.app.url).set(username="postgres")
    engine = engine_for(url.render_as_string(hide_password=False), pool_size=4)
    yield Database(engine, size=4)
    await engine.dispose()


@pytest.fixture(scope="session")
def records(mighty: Database) -> Records:
    return Records(mighty.engine)


@pytest.fixture(scope="session")
async def town(running_app: FastAPI, records: Records) -> Town:
    running_app.state.clock = FakeClock()
    owner = await settle_with_everything(running_app)
    other = await settle_with_everything(running_app)
    return Town(owner, other, {owner.canary, *await records.ids_of(owner)})


@pytest.fixture
def walls(
    request: pytest.FixtureRequest,
    app: FastAPI,
    mighty: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    """Take down one of the walls between users, or both: `mine()`, the row-level policies."""
    held_by_policies = app.state.database
    if request.param in {POLICIES_ALONE, NO_WALL}:
        monkeypatch.setattr(tables, "OWNER_FILTER", False)
    if request.param in {FILTER_ALONE, NO_WALL}:
        app.state.database = mighty
    yield
    app.state.database = held_by_policies
