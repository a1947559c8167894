"""Replaces passwords: by the present one, or by a token from a mail."""

from datetime import datetime
from typing import Any

from app.accounts.auth import access, allowances
from app.accounts.auth import queries as session_queries
from app.accounts.auth.callers import Caller
from app.accounts.auth.entrance import Entrance
from app.accounts.credentials import hashing, mailed_tokens, queries
from app.accounts.credentials.addresses import email_digest
from app.accounts.credentials.errors import WrongPassword
from app.accounts.credentials.schemas import PasswordReset, PasswordUpdate
from app.accounts.grants import queries as grant_queries
from app.accounts.users import profiles
from app.accounts.users import queries as user_queries
from app.core import events
from app.core.database import Db
from app.core.ids import new_id
from app.security.opaque_secrets import OpaqueSecret

FORGOTTEN = "auth.password_forgotten"
RESET, CHANGED = "auth.password_reset", "auth.password_changed"


async def forget_password(
    db: Db, entrance: Entrance, address: str, *, now: datetime
) -> dict[str, Any]:
    """Let the worker mail a token if the address is an account's; nobody learns here if it is."""
    digest = email_digest(entrance.server_key, address)
    await entrance.spend(db, allowances.FORGOTTEN_FROM, now=now)
    await entrance.spend(db, allowances.FORGOTTEN_BY, digest, now=now)
    await db.begin()
    await db.execute(queries.event_for_address(new_id(), FORGOTTEN, digest, now=now))
    return {"status": "accepted"}


async def reset_password(entrance: Entrance, body: PasswordReset, *, now: datetime) -> None:
    """Set a new password by the token from a mail; every session, app and script ends.

    Raises:
        MailedTokenRefused: the token does not count (any more).
    """
    async with entrance.database.lease() as db:
        await entrance.spend(db, allowances.MAILED_TOKENS_FROM, now=now)
        token = mailed_tokens.parse("password_reset", body.token)
        await mailed_tokens.check(db, "password_reset", token, now=now)
        await db.begin(token.user_id)
        profile = await _profile_of(db, entrance, token)
    hashing.refuse_address(body.password, profile["email"], pointer="/password")
    password_hash = await hashing.hashed(body.password)
    async with entrance.database.lease() as db:
        await db.begin(token.user_id)
        if await db.scalar(user_queries.next_revision(token.user_id)) is None:
            raise mailed_tokens.refusal()
        await mailed_tokens.use(db, "password_reset", token, now=now)
        await _profile_of(db, entrance, token)
        cipher = await entrance.vault.cipher_of(token.user_id)
        await profiles.change(db, cipher, token.user_id, {"password_hash": password_hash})
        # After the profile: a log-in by the old password that is under way has its session by then.
        await db.execute(session_queries.revocation_of_all(token.user_id, now=now))
        await db.execute(grant_queries.ending_of_all(token.user_id, now=now))
        await events.record(db, token.user_id, RESET, token.user_id, now=now)


async def change_password(
    entrance: Entrance, caller: Caller, body: PasswordUpdate, *, now: datetime
) -> None:
    """Replace the password by whoever knows it; other sessions end, and grants of `owner`.

    Raises:
        WrongPassword: `current_password` is not the account's.
    """
    async with entrance.database.lease() as db:
        owner = await access.for_reading(db, entrance.vault, caller, now=now)
        subject = owner.id.bytes
        await entrance.spend(db, allowances.PASSWORD_CHECKS_BY, subject, now=now)
        await db.begin(owner.id)
        present = await profiles.load(db, owner.cipher, owner.id)
    hashing.refuse_address(body.new_password, present["email"], pointer="/new_password")
    if not await hashing.is_right(present["password_hash"], body.current_password):
        raise WrongPassword
    password_hash = await hashing.hashed(body.new_password)
    async with entrance.database.lease() as db:
        owner = await access.for_writing(db, entrance.vault, caller, now=now)
        held = await profiles.load(db, owner.cipher, owner.id)
        if held["password_hash"] != present["password_hash"]:
            raise WrongPassword
        await profiles.change(db, owner.cipher, owner.id, {"password_hash": password_hash})
        await db.execute(
            session_queries.revocation_of_all(owner.id, now=now, besides=owner.session_id)
        )
        await db.execute(grant_queries.ending_of_mighty(owner.id, now=now))
        await events.record(db, owner.id, CHANGED, owner.id, now=now)


async def _profile_of(db: Db, entrance: Entrance, token: OpaqueSecret) -> dict[str, Any]:
    """Load the profile that a reset is about, if the token was mailed to its present address."""
    cipher = await entrance.vault.cipher_of(token.user_id)
    profile = await profiles.load(db, cipher, token.user_id)
    kind: mailed_tokens.Kind = "password_reset"
    mailed_tokens.check_address(entrance.server_key, kind, token, profile["email"])
    return profile
