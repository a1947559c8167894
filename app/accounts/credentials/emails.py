"""Gives accounts their address: at once, or once a mail to it has been answered."""

from datetime import datetime
from uuid import UUID

from app.accounts.auth import access, allowances
from app.accounts.auth.callers import Caller
from app.accounts.auth.entrance import Entrance
from app.accounts.credentials import hashing, mailed_tokens, queries
from app.accounts.credentials.addresses import email_digest
from app.accounts.credentials.errors import EmailTaken, WrongPassword
from app.accounts.credentials.schemas import EmailUpdate
from app.accounts.users import accounts, profiles
from app.accounts.users import queries as user_queries
from app.core import events
from app.core.database import Db
from app.core.errors import Unauthenticated
from app.core.ids import new_id
from app.core.owners import Cipher
from app.core.tables import Record

CLAIMED, CHANGED = "auth.email_claimed", "auth.email_changed"


async def claim(db: Db, entrance: Entrance, user_id: UUID, address: str, *, now: datetime) -> None:
    """Let the worker ask by mail for an address, or take it at once if there is no mail server.

    With a mail server nobody learns here whether another account has the address: the same is
    done either way, and the mail tells its reader.

    Raises:
        EmailTaken: there is none, and another account has it.
    """
    if entrance.confirms_by_mail:
        await events.record(db, user_id, CLAIMED, new_id(), now=now)
        return
    await _take(db, entrance, user_id, address)


async def change_email(
    entrance: Entrance, caller: Caller, body: EmailUpdate, *, now: datetime
) -> Record:
    """Change the address of whoever gives the account's password, or chooses a guest's first.

    Raises:
        WrongPassword: the account has another one.
        EmailTaken: see `claim`.
    """
    async with entrance.database.lease() as db:
        owner = await access.for_reading(db, entrance.vault, caller, now=now)
        await _count(db, entrance, owner.id, body.email, now=now)
        await db.begin(owner.id)
        present = await profiles.load(db, owner.cipher, owner.id)
    password_hash = await _confirmed(present["password_hash"], body)
    async with entrance.database.lease() as db:
        owner = await access.for_writing(db, entrance.vault, caller, now=now)
        if (await profiles.load(db, owner.cipher, owner.id))["password_hash"] != present[
            "password_hash"
        ]:
            raise WrongPassword
        texts = {"password_hash": password_hash, "pending_email": body.email}
        await profiles.change(db, owner.cipher, owner.id, texts)
        await claim(db, entrance, owner.id, body.email, now=now)
        if not entrance.confirms_by_mail:
            await _settle(db, owner.cipher, owner.id, now=now)
        return await _shown(db, owner.cipher, owner.id)


async def confirm_email(db: Db, entrance: Entrance, text: str, *, now: datetime) -> None:
    """Confirm the pending address by the token from its mail.

    Raises:
        MailedTokenRefused: the token does not count (any more), or is another address's.
        EmailTaken: another account has confirmed the address meanwhile.
    """
    await entrance.spend(db, allowances.MAILED_TOKENS_FROM, now=now)
    token = mailed_tokens.parse("email_verification", text)
    await mailed_tokens.check(db, "email_verification", token, now=now)
    await db.begin(token.user_id)
    if await db.scalar(user_queries.next_revision(token.user_id)) is None:
        raise mailed_tokens.refusal()
    await mailed_tokens.use(db, "email_verification", token, now=now)
    cipher = await entrance.vault.cipher_of(token.user_id)
    pending = (await profiles.load(db, cipher, token.user_id))["pending_email"]
    mailed_tokens.check_address(entrance.server_key, "email_verification", token, pending)
    await _take(db, entrance, token.user_id, pending)
    await _settle(db, cipher, token.user_id, now=now)


async def _count(db: Db, entrance: Entrance, user_id: UUID, address: str, *, now: datetime) -> None:
    await entrance.spend(db, allowances.PASSWORD_CHECKS_BY, user_id.bytes, now=now)
    await entrance.spend(db, allowances.CLAIMS_BY, user_id.bytes, now=now)
    digest = email_digest(entrance.server_key, address)
    await entrance.spend(db, allowances.CLAIMS_OF, digest, now=now)


async def _confirmed(password_hash: str | None, body: EmailUpdate) -> str:
    """Return the hash to keep: the present one if the password is right, or a guest's first."""
    if password_hash is None:
        hashing.refuse_address(body.password, body.email, pointer="/password")
        return await hashing.hashed(body.password)
    if not await hashing.is_right(password_hash, body.password):
        raise WrongPassword
    return password_hash


async def _take(db: Db, entrance: Entrance, user_id: UUID, address: str) -> None:
    digest = email_digest(entrance.server_key, address)
    await db.execute(queries.removal_of_identities(user_id))
    if await db.scalar(queries.new_identity(user_id, digest)) is None:
        raise EmailTaken


async def _settle(db: Db, cipher: Cipher, user_id: UUID, *, now: datetime) -> None:
    """Make the pending address the account's; the former one is told."""
    present = await profiles.load(db, cipher, user_id)
    address, former = present["pending_email"], present["email"]
    texts = {"email": address, "pending_email": None}
    if former is not None and former != address:
        texts["former_email"] = former
        await events.record(db, user_id, CHANGED, user_id, now=now)
    await profiles.change(db, cipher, user_id, texts)


async def _shown(db: Db, cipher: Cipher, user_id: UUID) -> Record:
    account = await accounts.find(db, cipher, user_id)
    if account is None:
        raise Unauthenticated
    return account
