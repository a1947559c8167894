"""Tokens in mails: derived, so that the worker can spell them and the database needs a digest only.

A token is bound to the address it is mailed to: when the account's address changes, it is dead.
"""

from datetime import datetime, timedelta
from hmac import compare_digest, digest
from typing import Literal
from uuid import UUID

from app.accounts.credentials import queries
from app.accounts.credentials.addresses import compared
from app.accounts.credentials.errors import MailedTokenRefused
from app.core.database import Db
from app.core.errors import FieldError
from app.core.outbox import Event
from app.security import opaque_secrets
from app.security.encryption import derived
from app.security.opaque_secrets import MalformedSecret, OpaqueSecret

Kind = Literal["password_reset", "email_verification"]
LIFETIMES: dict[Kind, timedelta] = {
    "password_reset": timedelta(minutes=30),
    "email_verification": timedelta(hours=24),
}
PREFIXES: dict[Kind, str] = {"password_reset": "oo_reset", "email_verification": "oo_verify"}


async def make(
    db: Db, server_key: bytes, kind: Kind, event: Event, address: str, *, now: datetime
) -> str | None:
    """Store and spell the token of an event, acting as its user; older ones of its kind are dead.

    None if it was used already, is too old, or a newer event's token is there.
    """
    expires_at = event.recorded_at + LIFETIMES[kind]
    if expires_at <= now:
        return None
    token = _derived(server_key, kind, event.user_id, event.id, address)
    stored = await db.scalar(
        queries.new_mailed_token(
            event.user_id,
            kind,
            event.id,
            opaque_secrets.digest(token.secret),
            created_at=event.recorded_at,
            expires_at=expires_at,
        )
    )
    return None if stored is None else opaque_secrets.spell(PREFIXES[kind], token)


def parse(kind: Kind, text: str) -> OpaqueSecret:
    """Read a mailed token.

    Raises:
        MailedTokenRefused: it is none.
    """
    try:
        return opaque_secrets.parse(PREFIXES[kind], text)
    except MalformedSecret:
        raise refusal() from None


def check_address(server_key: bytes, kind: Kind, token: OpaqueSecret, address: str | None) -> None:
    """Refuse a token that was mailed to another address than this one of its account.

    Raises:
        MailedTokenRefused: it was.
    """
    if address is None:
        raise refusal()
    ours = _derived(server_key, kind, token.user_id, token.id, address)
    if not compare_digest(ours.secret, token.secret):
        raise refusal()


async def check(db: Db, kind: Kind, token: OpaqueSecret, *, now: datetime) -> None:
    """Refuse a token that does not count, before anything is hashed for it.

    Raises:
        MailedTokenRefused: it is used, too old, or replaced.
    """
    stored = opaque_secrets.digest(token.secret)
    found = await db.scalar(queries.mailed_token(token.user_id, kind, token.id, stored, now=now))
    if found is None:
        raise refusal()


async def use(db: Db, kind: Kind, token: OpaqueSecret, *, now: datetime) -> None:
    """Use a token up, if the transaction commits.

    Raises:
        MailedTokenRefused: it is used, too old, or replaced.
    """
    used = await db.scalar(
        queries.use_of_mailed_token(
            token.user_id, kind, token.id, opaque_secrets.digest(token.secret), now=now
        )
    )
    if used is None:
        raise refusal()


def refusal() -> MailedTokenRefused:
    errors = [FieldError(detail="used, too old, or replaced", pointer="/token")]
    return MailedTokenRefused(errors=errors)


def _derived(
    server_key: bytes, kind: Kind, user_id: UUID, token_id: UUID, address: str
) -> OpaqueSecret:
    said = b"\0".join((kind.encode(), user_id.bytes + token_id.bytes, compared(address).encode()))
    return OpaqueSecret(user_id, token_id, digest(derived(server_key, "mailed"), said, "sha256"))
