"""Statements on addresses, password hashes and mailed tokens."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Delete, Insert, Select, Update, delete, func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert

from app.accounts.auth.models import Identity, TokenHash
from app.accounts.users.models import Profile
from app.core.events import OutboxEvent
from app.core.ids import NOBODY
from app.core.tables import AnySelect


def user_of_address(email_digest: bytes) -> Select[UUID]:
    return select(Identity.user_id).where(Identity.email_digest == email_digest)


def new_identity(user_id: UUID, email_digest: bytes) -> Insert:
    """Give an address to a user; return nothing if another has it."""
    return (
        pg_insert(Identity)
        .values(user_id=user_id, email_digest=email_digest)
        .on_conflict_do_nothing()
        .returning(Identity.user_id)
    )


def removal_of_identities(user_id: UUID) -> Delete:
    return delete(Identity).where(Identity.user_id == user_id)


def sealed_hash(user_id: UUID) -> Select[bytes | None]:
    return select(Profile.password_hash).where(Profile.id == user_id)


def held_hash(user_id: UUID) -> Select[bytes | None]:
    """Select the sealed hash and hold the row: a reset or a log-in, one after the other."""
    return sealed_hash(user_id).with_for_update()


def event_for_address(
    event_id: UUID, event_type: str, email_digest: bytes, *, now: datetime
) -> Insert:
    """Leave an event for the address's user, or for nobody: the same statement either way."""
    user_id = func.coalesce(user_of_address(email_digest).scalar_subquery(), NOBODY)
    moment = literal(now, OutboxEvent.due_at.type)
    row = select(
        literal(event_id),
        user_id,
        literal(event_type),
        literal(event_id),
        moment,
        moment.label("due_at"),
        literal(0),
    )
    names = ["id", "user_id", "type", "subject_id", "recorded_at", "due_at", "attempts"]
    return insert(OutboxEvent).from_select(names, row)


def new_mailed_token(
    user_id: UUID,
    kind: str,
    token_id: UUID,
    digest: bytes,
    *,
    created_at: datetime,
    expires_at: datetime,
) -> Insert:
    """Store a token in place of an older one of its kind; return nothing if it may not be sent."""
    new = pg_insert(TokenHash).values(
        user_id=user_id,
        kind=kind,
        id=token_id,
        digest=digest,
        created_at=created_at,
        expires_at=expires_at,
    )
    is_same = (TokenHash.id == token_id) & TokenHash.used_at.is_(None)
    return new.on_conflict_do_update(
        index_elements=[TokenHash.user_id, TokenHash.kind],
        set_={
            "id": new.excluded.id,
            "digest": new.excluded.digest,
            "created_at": new.excluded.created_at,
            "expires_at": new.excluded.expires_at,
            "used_at": None,
        },
        where=is_same | (TokenHash.id < token_id),
    ).returning(TokenHash.id)


def mailed_token(
    user_id: UUID, kind: str, token_id: UUID, digest: bytes, *, now: datetime
) -> AnySelect:
    """Select a token that counts."""
    return select(TokenHash.id).where(*_counts(user_id, kind, token_id, digest, now))


def use_of_mailed_token(
    user_id: UUID, kind: str, token_id: UUID, digest: bytes, *, now: datetime
) -> Update:
    """Use a token that counts; return nothing if it does not."""
    return (
        update(TokenHash)
        .where(*_counts(user_id, kind, token_id, digest, now))
        .values(used_at=now)
        .returning(TokenHash.id)
    )


def _counts(
    user_id: UUID, kind: str, token_id: UUID, digest: bytes, now: datetime
) -> tuple[Any, ...]:
    return (
        TokenHash.user_id == user_id,
        TokenHash.kind == kind,
        TokenHash.id == token_id,
        TokenHash.digest == digest,
        TokenHash.used_at.is_(None),
        TokenHash.expires_at > now,
    )
