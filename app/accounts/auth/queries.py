"""Statements on sessions and shown secrets, for those who are not signed in yet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Insert, Select, Update, insert, select, update

from app.accounts.auth.models import Session, SessionDevice, TokenHash
from app.accounts.users.models import User
from app.core.tables import AnySelect

RECOVERY = "recovery"


def new_session(columns: Mapping[str, Any], *, now: datetime) -> Insert:
    return insert(Session).values(**columns, created_at=now, last_used_at=now, refresh_count=0)


def new_device(user_id: UUID, session_id: UUID, name: bytes | None) -> Insert:
    return insert(SessionDevice).values(user_id=user_id, id=session_id, name=name)


def live_session(user_id: UUID, session_id: UUID, *, now: datetime) -> AnySelect:
    """Select a session that can be refreshed, and hold its row: its refreshes take turns."""
    return (
        select(Session)
        .with_only_columns(*Session.__table__.columns)
        .where(
            Session.user_id == user_id,
            Session.id == session_id,
            Session.revoked_at.is_(None),
            Session.expires_at > now,
            User.id == Session.user_id,
            User.deleted_at.is_(None),
        )
        .with_for_update(of=Session)
    )


def platform(user_id: UUID, session_id: UUID) -> Select[str]:
    return select(Session.platform).where(Session.user_id == user_id, Session.id == session_id)


def rotation(
    user_id: UUID, session_id: UUID, columns: Mapping[str, Any], *, now: datetime
) -> Update:
    """Make another digest the one that counts."""
    return (
        update(Session)
        .where(Session.user_id == user_id, Session.id == session_id)
        .values(**columns, refresh_count=Session.refresh_count + 1, last_used_at=now)
    )


def revocation(user_id: UUID, session_id: UUID, *, now: datetime) -> Update:
    return _revoked(Session.user_id == user_id, Session.id == session_id, now=now)


def revocation_of_all(user_id: UUID, *, now: datetime, besides: UUID | None = None) -> Update:
    """Revoke a user's sessions, all or all but one."""
    conditions = [Session.user_id == user_id]
    if besides is not None:
        conditions.append(Session.id != besides)
    return _revoked(*conditions, now=now)


def _revoked(*conditions: ColumnElement[bool], now: datetime) -> Update:
    return (
        update(Session)
        .where(*conditions, Session.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(Session.id)
    )


def new_recovery_code(user_id: UUID, digest: bytes, *, now: datetime) -> Insert:
    return insert(TokenHash).values(
        user_id=user_id, kind=RECOVERY, id=user_id, digest=digest, created_at=now
    )


def recovery_code(user_id: UUID) -> Select[bytes, bytes | None]:
    """Select the digests of a live user's newest code and of the one before, and hold the row."""
    return (
        select(TokenHash.digest, TokenHash.previous_digest)
        .where(
            TokenHash.user_id == user_id,
            TokenHash.kind == RECOVERY,
            User.id == TokenHash.user_id,
            User.deleted_at.is_(None),
        )
        .with_for_update(of=TokenHash)
    )


def recovery_rotation(user_id: UUID, newest: bytes, previous: bytes, *, now: datetime) -> Update:
    return (
        update(TokenHash)
        .where(TokenHash.user_id == user_id, TokenHash.kind == RECOVERY)
        .values(digest=newest, previous_digest=previous, created_at=now)
    )
