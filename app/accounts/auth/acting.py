"""How a job writes as its user: in turn with the user's own writes, and seen by their clients."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from uuid import UUID

from starlette.datastructures import State

from app.accounts.auth.access import as_owner
from app.accounts.auth.access_queries import HELD
from app.accounts.users.queries import next_revision
from app.core.database import Db
from app.core.ids import NOBODY
from app.core.owners import Owner
from app.security.vault import KeyDestroyed

NO_SCOPES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Turn:
    """A live user whose row is held until the transaction ends; `owner` has not written yet."""

    db: Db
    owner: Owner


@asynccontextmanager
async def turn_of(state: State, user_id: UUID) -> AsyncGenerator[Turn | None]:
    """Begin a transaction as the user, or wait for their turn; None if there is no such user."""
    try:
        cipher = await state.vault.cipher_of(user_id)
    except KeyDestroyed:
        yield None
        return
    async with state.worker_database.lease() as db:
        await db.begin_holding(user_id)
        row = await db.first(HELD, {"user_id": user_id})
        yield None if row is None else Turn(db, as_owner(user_id, NOBODY, NO_SCOPES, row, cipher))


async def writing(db: Db, owner: Owner) -> Owner:
    """Raise the revision of a user whose turn it is, as a write of theirs does."""
    return replace(owner, revision=await db.scalar(next_revision(owner.id)))
