"""Jobs that write for a user: as that user, in their turn, with a revision of its own."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import NamedTuple
from uuid import UUID

from starlette.datastructures import State

from app.accounts.auth import access
from app.core.database import Db
from app.core.owners import Owner


class Job(NamedTuple):
    """A live user within a transaction as them."""

    db: Db
    owner: Owner


@asynccontextmanager
async def writing_for(state: State, user_id: UUID) -> AsyncGenerator[Job | None]:
    """Begin a transaction as the user; None if there is no such user (any more)."""
    async with state.worker_database.lease() as db:
        owner = await access.for_job(db, state.vault, user_id)
        yield None if owner is None else Job(db, owner)
