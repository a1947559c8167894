"""Acting as a user of whom no session is at hand: in tasks, and by a token from a mail."""

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
from app.core.owners import Cipher, Owner
from app.security.vault import KeyDestroyed, Vault

NO_SCOPES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Turn:
    """A live user whose row is held until the transaction ends; `owner` has not written yet."""

    db: Db
    owner: Owner


@asynccontextmanager
async def turn_of(state: State, user_id: UUID) -> AsyncGenerator[Turn | None]:
    """Begin a transaction as the user, or wait for their turn; None if there is no such user."""
    async with state.worker_database.lease() as db:
        owner = await taken(db, state.vault, user_id)
        yield None if owner is None else Turn(db, owner)


async def taken(db: Db, vault: Vault, user_id: UUID) -> Owner | None:
    """Begin a transaction as a user and hold their row, or give None if there is none."""
    try:
        cipher = await vault.cipher_of(user_id)
    except KeyDestroyed:
        return None
    await db.begin_holding(user_id)
    return await present(db, cipher, user_id)


async def present(db: Db, cipher: Cipher, user_id: UUID) -> Owner | None:
    """Give a live user within a transaction, which is theirs from here on, or None."""
    row = await db.first(HELD, {"user_id": user_id})
    return None if row is None else as_owner(user_id, NOBODY, NO_SCOPES, row, cipher)


async def writing(db: Db, owner: Owner) -> Owner:
    """Raise the revision of a user whose turn it is, as a write of theirs does."""
    return replace(owner, revision=await db.scalar(next_revision(owner.id)))
