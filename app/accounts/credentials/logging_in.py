"""Signs in by address and password, so that nobody learns which of the two was wrong."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from app.accounts.auth import allowances, sign_in
from app.accounts.auth.access import CHALLENGE
from app.accounts.auth.entrance import Entrance
from app.accounts.credentials import hashing, queries
from app.accounts.credentials.addresses import email_digest
from app.accounts.credentials.errors import WrongCredentials
from app.accounts.credentials.schemas import LogIn
from app.accounts.users import profiles
from app.core.database import Db
from app.core.ids import NOBODY
from app.core.owners import Cipher
from app.core.tables import Record

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What an address leads to; for an unknown one, nobody and no hash."""

    user_id: UUID
    cipher: Cipher | None
    sealed_hash: bytes | None

    @property
    def password_hash(self) -> str | None:
        if self.cipher is None or self.sealed_hash is None:
            return None
        row = {"password_hash": self.sealed_hash}
        stored: str = profiles.opened(self.cipher, self.user_id, row)["password_hash"]
        return stored


async def log_in(entrance: Entrance, body: LogIn, *, now: datetime) -> Record:
    """Sign in.

    Raises:
        WrongCredentials: the address has no account, or another password.
    """

    async def enter(db: Db, user_id: UUID) -> Record:
        return await sign_in.enter(db, entrance, user_id, body.device, now=now)

    return await identify(entrance, body, enter, now=now)


async def identify(
    entrance: Entrance, body: LogIn, enter: Callable[[Db, UUID], Awaitable[T]], *, now: datetime
) -> T:
    """Let in, in a transaction as them, whom address and password are of.

    The hashing holds no connection.

    Raises:
        WrongCredentials: the address has no account, or another password.
    """
    async with entrance.database.lease() as db:
        found = await _credentials(db, entrance, body.email, now=now)
    stored = found.password_hash
    if not await hashing.is_right(stored, body.password) or stored is None:
        raise WrongCredentials(headers=CHALLENGE)
    renewed = await hashing.renewed(stored, body.password)
    async with entrance.database.lease() as db:
        await db.begin(found.user_id)
        await _require_unchanged(db, found)
        if renewed is not None and found.cipher is not None:
            texts = {"password_hash": renewed}
            await profiles.change(db, found.cipher, found.user_id, texts)
        return await enter(db, found.user_id)


async def _credentials(db: Db, entrance: Entrance, address: str, *, now: datetime) -> Credentials:
    """Look an address up, with the same statements whether it is known or not."""
    digest = email_digest(entrance.server_key, address)
    await entrance.spend(db, allowances.LOG_INS_FROM, now=now)
    await entrance.spend(db, allowances.LOG_INS_TO, digest, now=now)
    await entrance.spend(db, allowances.LOG_INS_A_DAY_TO, digest, now=now)
    user_id = await db.scalar(queries.user_of_address(digest)) or NOBODY
    await db.begin(user_id)
    sealed = await db.scalar(queries.sealed_hash(user_id))
    return Credentials(user_id, await entrance.vault.look_up(user_id), sealed)


async def _require_unchanged(db: Db, found: Credentials) -> None:
    """Let no session open by a password that was replaced while it was being verified."""
    if await db.scalar(queries.held_hash(found.user_id)) != found.sealed_hash:
        raise WrongCredentials(headers=CHALLENGE)
