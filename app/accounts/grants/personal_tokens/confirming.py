"""Proves that whoever wants a token for everything is the owner, here and now."""

from datetime import datetime
from hmac import compare_digest

from app.accounts.auth import access, allowances, rules
from app.accounts.auth import queries as auth_queries
from app.accounts.auth.callers import Caller
from app.accounts.auth.entrance import Entrance
from app.accounts.credentials import hashing
from app.accounts.grants.personal_tokens.errors import ConfirmationRefused
from app.accounts.grants.personal_tokens.schemas import PersonalAccessTokenCreate
from app.accounts.users import profiles
from app.core.database import Db
from app.core.owners import Owner
from app.security.opaque_secrets import MalformedSecret
from app.security.recovery_codes import parse_recovery_code


async def confirm(
    entrance: Entrance, caller: Caller, new: PersonalAccessTokenCreate, *, now: datetime
) -> str | None:
    """Compare the password while no connection is held; give the hash it was compared with.

    An account without a password gives None: its recovery code is for `require_still`.

    Raises:
        Unauthenticated: the session has ended.
        ConfirmationRefused: the password is missing or wrong.
        TooManyRequests: there were too many attempts.
    """
    async with entrance.database.lease() as db:
        owner = await access.for_reading(db, entrance.vault, caller, now=now)
        await entrance.spend(db, allowances.PASSWORD_CHECKS_BY, owner.id.bytes, now=now)
        await db.begin(owner.id)
        stored = await _password_hash(db, owner)
    if stored is not None and not await hashing.is_right(stored, new.password or ""):
        raise ConfirmationRefused
    return stored


async def require_still(
    db: Db, owner: Owner, new: PersonalAccessTokenCreate, confirmed: str | None
) -> None:
    """Look again within the transaction: the proof has to hold at the moment of the write.

    Raises:
        ConfirmationRefused: the password is another by now, or the recovery code does not count.
    """
    if await _password_hash(db, owner) != confirmed:
        raise ConfirmationRefused
    if confirmed is None:
        await _require_recovery_code(db, owner, new.recovery_code or "")


async def _password_hash(db: Db, owner: Owner) -> str | None:
    stored: str | None = (await profiles.load(db, owner.cipher, owner.id))["password_hash"]
    return stored


async def _require_recovery_code(db: Db, owner: Owner, text: str) -> None:
    try:
        code = parse_recovery_code(text)
    except MalformedSecret:
        raise ConfirmationRefused from None
    stored = await db.first(auth_queries.recovery_code(owner.id))
    is_own = compare_digest(code.user_id.bytes, owner.id.bytes)
    if stored is None or not is_own or not rules.is_same(code.secret, stored.digest):
        raise ConfirmationRefused
