"""Opens accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.accounts.auth import allowances, queries, sign_in
from app.accounts.auth.entrance import Entrance
from app.accounts.auth.schemas import GuestCreate
from app.accounts.users import profiles
from app.accounts.users import queries as user_queries
from app.core.database import Db
from app.core.ids import new_id
from app.core.owners import Cipher
from app.core.tables import Record
from app.security import opaque_secrets
from app.security.recovery_codes import make_recovery_code


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account whose rows are written and not committed yet."""

    user_id: UUID
    cipher: Cipher
    recovery_code: str


async def sign_up_as_guest(
    db: Db, entrance: Entrance, body: GuestCreate, *, now: datetime
) -> Record:
    await entrance.spend(db, allowances.SIGN_UPS_FROM, now=now)
    account = await open_account(db, entrance, body, {}, now=now)
    return await first_session(db, entrance, account, body, now=now)


async def open_account(
    db: Db, entrance: Entrance, body: GuestCreate, texts: Mapping[str, str | None], *, now: datetime
) -> NewAccount:
    """Begin the transaction as a new user and write their rows; `texts` are of the profile."""
    user_id = new_id()
    cipher = await entrance.vault.create(user_id, now=now)
    code, secret = make_recovery_code(user_id)
    await db.begin(user_id)
    await db.execute(user_queries.new_user(user_id, body.time_zone, body.locale, now=now))
    sealed = profiles.sealed(cipher, user_id, texts)
    await db.execute(user_queries.new_profile(user_id, sealed))
    digest = opaque_secrets.digest(secret)
    await db.execute(queries.new_recovery_code(user_id, digest, now=now))
    return NewAccount(user_id, cipher, code)


async def first_session(
    db: Db, entrance: Entrance, account: NewAccount, body: GuestCreate, *, now: datetime
) -> Record:
    """Sign the new user in, and show them their recovery code."""
    user_id, cipher, client = account.user_id, account.cipher, entrance.client
    session = await sign_in.open_session(db, cipher, user_id, body.device, client, now=now)
    answer = await sign_in.answer(db, entrance, cipher, session, now=now)
    return {**answer, "recovery_code": account.recovery_code}
