"""Statements on clients, grants and codes, for callers who are no user of ours."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Delete, Insert, Update, delete, exists, insert, or_, select, update

from app.accounts.auth.models import Session
from app.accounts.grants.models import Access, AuthorizationCode, Grant, GrantName, OAuthClient
from app.accounts.users.models import User
from app.core.tables import AnySelect

FORGOTTEN_AFTER = timedelta(days=1)


def client(client_id: UUID) -> AnySelect:
    """Select a client, unless whoever registered it is being deleted."""
    registered_by = User.id == OAuthClient.user_id
    return (
        select(
            OAuthClient.id,
            OAuthClient.user_id,
            OAuthClient.name,
            OAuthClient.type,
            OAuthClient.redirect_uris,
            OAuthClient.secret_digest,
        )
        .outerjoin(User, registered_by)
        .where(OAuthClient.id == client_id, User.deleted_at.is_(None))
    )


def browser_session(user_id: UUID, session_id: UUID, *, now: datetime) -> AnySelect:
    return select(Session.refresh_digest).where(
        Session.user_id == user_id,
        Session.id == session_id,
        Session.revoked_at.is_(None),
        Session.expires_at > now,
        User.id == Session.user_id,
        User.deleted_at.is_(None),
    )


def new_grant(columns: Mapping[str, Any]) -> Insert:
    return insert(Grant).values(**columns)


def new_grant_name(user_id: UUID, grant_id: UUID) -> Insert:
    return insert(GrantName).values(user_id=user_id, id=grant_id, name=None)


def new_code(columns: Mapping[str, Any]) -> Insert:
    return insert(AuthorizationCode).values(**columns)


def removal_of_old_codes(user_id: UUID, *, now: datetime) -> Delete:
    """Forget codes whose replay would no longer say anything."""
    return delete(AuthorizationCode).where(
        AuthorizationCode.user_id == user_id,
        AuthorizationCode.created_at < now - FORGOTTEN_AFTER,
    )


def code(user_id: UUID, code_id: UUID) -> AnySelect:
    """Select a code, and hold its row: whoever else has it waits."""
    return (
        select(AuthorizationCode)
        .with_only_columns(*AuthorizationCode.__table__.columns)
        .where(AuthorizationCode.user_id == user_id, AuthorizationCode.id == code_id)
        .with_for_update()
    )


def use_of_code(user_id: UUID, code_id: UUID, *, now: datetime) -> Update:
    return (
        update(AuthorizationCode)
        .where(
            AuthorizationCode.user_id == user_id,
            AuthorizationCode.id == code_id,
            AuthorizationCode.used_at.is_(None),
        )
        .values(used_at=now)
    )


def live_grant(user_id: UUID, grant_id: UUID, client_id: UUID, *, now: datetime) -> AnySelect:
    """Select what a live user allows this app, as long as it counts."""
    return (
        select(Grant)
        .with_only_columns(*Grant.__table__.columns)
        .where(
            Grant.user_id == user_id,
            Grant.id == grant_id,
            Grant.client_id == client_id,
            Grant.revoked_at.is_(None),
            or_(Grant.expires_at.is_(None), Grant.expires_at > now),
            User.id == Grant.user_id,
            User.deleted_at.is_(None),
        )
    )


def grant_change(user_id: UUID, grant_id: UUID, columns: Mapping[str, Any]) -> Update:
    return update(Grant).where(Grant.user_id == user_id, Grant.id == grant_id).values(**columns)


def opening(user_id: UUID, grant_id: UUID, columns: Mapping[str, Any]) -> Update:
    """Change a grant, and select it as it is then."""
    return grant_change(user_id, grant_id, columns).returning(*Grant.__table__.columns)


def follower_was_used(user_id: UUID, grant_id: UUID, rotated_at: datetime) -> AnySelect:
    """Ask whether an access token was used that came with the newest refresh token, or after it."""
    return select(
        exists().where(
            Access.user_id == user_id, Access.grant_id == grant_id, Access.issued_at >= rotated_at
        )
    )


def rotation(user_id: UUID, grant_id: UUID, columns: Mapping[str, Any]) -> Update:
    """Make another refresh token the one that counts."""
    counted = {**columns, "refresh_count": Grant.refresh_count + 1}
    return grant_change(user_id, grant_id, counted)
