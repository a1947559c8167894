"""Statements on a user's directory row and profile."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Insert, Update, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.users.models import Profile, User
from app.core.tables import AnySelect

DAY_STARTS_AT = time(4)
TEXTS: tuple[InstrumentedAttribute[Any], ...] = (
    Profile.email,
    Profile.pending_email,
    Profile.former_email,
    Profile.display_name,
    Profile.password_hash,
)
PREFERENCES = {"show_counters": "on_request", "safety_mode": False, "quiet_hours": None}


def account(user_id: UUID) -> AnySelect:
    """Select a live user with their profile; runs as that user."""
    return select(
        User.id,
        User.revision,
        User.time_zone,
        User.locale,
        User.day_starts_at,
        User.week_starts_on,
        User.preferences,
        User.created_at,
        Profile.email,
        Profile.pending_email,
        Profile.display_name,
    ).where(
        User.id == user_id,
        User.deleted_at.is_(None),
        Profile.user_id == User.id,
        Profile.id == user_id,
    )


def new_user(user_id: UUID, time_zone: str, locale: str | None, *, now: datetime) -> Insert:
    return insert(User).values(
        id=user_id,
        revision=1,
        time_zone=time_zone,
        day_starts_at=DAY_STARTS_AT,
        week_starts_on="monday",
        locale=locale,
        preferences=PREFERENCES,
        created_at=now,
    )


def new_profile(user_id: UUID, texts: Mapping[str, bytes | None]) -> Insert:
    return insert(Profile).values(user_id=user_id, id=user_id, **texts)


def profile_texts(user_id: UUID) -> AnySelect:
    """Select the sealed texts of one profile; runs as that user."""
    return select(*TEXTS).where(Profile.id == user_id)


def display_name(user_id: UUID) -> AnySelect:
    """Select the sealed name alone; runs as that user."""
    return select(Profile.display_name).where(Profile.id == user_id)


def profile_change(user_id: UUID, texts: Mapping[str, bytes | None]) -> Update:
    return update(Profile).where(Profile.id == user_id).values(**texts)


def user_change(user_id: UUID, changes: Mapping[str, Any]) -> Update:
    return update(User).where(User.id == user_id).values(**changes)


def next_revision(user_id: UUID) -> Update:
    """Take a live user's row for a write without a session; return the revision, or nothing."""
    return (
        update(User)
        .where(User.id == user_id, User.deleted_at.is_(None))
        .values(revision=User.revision + 1)
        .returning(User.revision)
    )
