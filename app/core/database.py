"""The pool, and the one transaction of a request."""

import asyncio
from collections.abc import Mapping
from typing import Any, Protocol, cast
from uuid import UUID

from asyncpg import InterfaceError, PostgresError
from sqlalchemy import Connection, CursorResult, Executable, Row, event
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from app.core.errors import Unavailable
from app.core.outages import is_outage

Parameters = Mapping[str, Any] | None

LIMITS = {
    "statement_timeout": "5s",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "10s",
    "jit": "off",
}
"""What each role of the service works under."""
CONNECT_S, GATE_S, ROLLBACK_S = 5.0, 10.0, 2.0
SOON = {"retry-after": "2"}


class CommitRefused(Exception):
    """PostgreSQL answered COMMIT with a rollback: an earlier failure was swallowed. A bug."""


class DriverConnection(Protocol):
    """What we use of asyncpg's own connection."""

    async def execute(self, query: str) -> str: ...
    def is_in_transaction(self) -> bool: ...


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


class Db:
    """One leased connection: autocommit first, then one transaction after the other.

    SQLAlchemy's own BEGIN takes a round trip in which nothing else travels; ours carries the
    user's id for the row-level policies along.
    """

    __slots__ = ("_connection", "_driver", "is_open")

    def __init__(self, connection: AsyncConnection, driver: DriverConnection) -> None:
        self._connection = connection
        self._driver = driver
        self.is_open = False

    async def execute(
        self, statement: Executable, parameters: Parameters = None
    ) -> CursorResult[Any]:
        return await self._connection.execute(statement, parameters)

    async def all(self, statement: Executable, parameters: Parameters = None) -> list[Row[Any]]:
        return list((await self._connection.execute(statement, parameters)).all())

    async def first(self, statement: Executable, parameters: Parameters = None) -> Row[Any] | None:
        return (await self._connection.execute(statement, parameters)).first()

    async def scalar(self, statement: Executable, parameters: Parameters = None) -> Any:  # noqa: ANN401
        return (await self._connection.execute(statement, parameters)).scalar()

    async def begin(self, user_id: UUID | None = None) -> None:
        """Open the transaction; with `user_id`, as that user in the eyes of the policies."""
        self.is_open = True
        await self._driver.execute("BEGIN" if user_id is None else f"BEGIN; {_acting_as(user_id)}")

    async def begin_snapshot(self, user_id: UUID) -> None:
        """Open a transaction as this user that only reads, and sees one state of the data."""
        self.is_open = True
        beginning = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        await self._driver.execute(f"{beginning}; {_acting_as(user_id)}")

    async def begin_holding(self, user_id: UUID) -> None:
        """Open the transaction and take the user's row in the directory, or wait for it.

        A statement after this sees what was committed by whoever held the row before.
        """
        self.is_open = True
        hold = f"SELECT FROM users WHERE id = '{user_id}' FOR NO KEY UPDATE"
        await self._driver.execute(f"BEGIN; {hold}")

    async def act_as(self, user_id: UUID) -> None:
        """Go on as this user until the transaction ends (sign-in, worker)."""
        await self._driver.execute(_acting_as(user_id))

    async def commit(self) -> None:
        if self.is_open:
            done = await self._driver.execute("COMMIT")
            self.is_open = False
            if done != "COMMIT":
                raise CommitRefused(done)

    async def rollback(self) -> None:
        if self.is_open:
            await self._driver.execute("ROLLBACK")
            self.is_open = False


class Database:
    """A process's pool. Who waits for a connection is served in the order of coming."""

    def __init__(self, engine: AsyncEngine, *, size: int = 8) -> None:
        self.engine = engine
        self._gate = asyncio.Semaphore(size)

    def lease(self) -> "Lease":
        """Lend a connection; commit what was begun if the block ends well, else roll it back.

        Raises:
            Unavailable: the server can't be reached or went away meanwhile, or every connection
                is long in use.
        """
        return Lease(self.engine, self._gate)

    async def close(self) -> None:
        await self.engine.dispose()


class Lease:
    """The block in which a connection is lent.

    A class, since each request pays for every layer of context managers made of generators.
    """

    __slots__ = ("_connection", "_db", "_engine", "_gate")

    def __init__(self, engine: AsyncEngine, gate: asyncio.Semaphore) -> None:
        self._engine = engine
        self._gate = gate

    async def __aenter__(self) -> Db:
        await self._pass_gate()
        try:
            self._connection = await self._engine.connect()
        except BaseException as error:
            self._gate.release()
            if isinstance(error, (OSError, DBAPIError)):
                raise Unavailable(headers=SOON) from error
            raise
        inner = cast("Connection", self._connection.sync_connection).connection
        self._db = Db(self._connection, cast("DriverConnection", inner.driver_connection))
        return self._db

    async def __aexit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is None:
            await self._commit()
        else:
            await self._undo(error)

    async def _pass_gate(self) -> None:
        if not self._gate.locked():
            await self._gate.acquire()
            return
        try:
            async with asyncio.timeout(GATE_S):
                await self._gate.acquire()
        except TimeoutError as error:
            raise Unavailable(headers=SOON) from error

    async def _commit(self) -> None:
        try:
            await self._db.commit()
        except BaseException as error:
            await self._undo(error)
            raise
        await self._give_back()

    async def _undo(self, error: BaseException) -> None:
        """Roll back what was begun; tell an outage as one, whatever it was.

        Whoever is cancelled meanwhile does not wait, but nobody is lent the connection earlier.
        """
        if self._db.is_open:
            ending = asyncio.create_task(self._abandon_and_give_back())
            endings.add(ending)
            ending.add_done_callback(endings.discard)
            await asyncio.shield(ending)
        else:
            await self._give_back()
        if is_outage(error):
            raise Unavailable(headers=SOON) from error

    async def _abandon_and_give_back(self) -> None:
        try:
            await _abandon(self._db, self._connection)
        finally:
            await self._give_back()

    async def _give_back(self) -> None:
        try:
            await self._connection.close()
        finally:
            self._gate.release()


endings: set[asyncio.Task[None]] = set()
"""Rollbacks on their way; the event loop itself holds a task only weakly."""


async def _abandon(db: Db, connection: AsyncConnection) -> None:
    """Roll back; a connection that can't is closed rather than given back with a transaction."""
    try:
        async with asyncio.timeout(ROLLBACK_S):
            await db.rollback()
    except (OSError, PostgresError, InterfaceError):
        await connection.invalidate()


def _refuse_closed(driver: Any, _record: object, _fairy: object) -> None:  # noqa: ANN401
    """Let the pool replace a connection that the server has closed; it costs no round trip."""
    if driver.driver_connection.is_closed():
        raise InvalidatePoolError


def _acting_as(user_id: UUID) -> str:
    return f"SET LOCAL app.user_id = '{user_id}'"
