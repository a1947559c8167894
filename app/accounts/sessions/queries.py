"""Statements on the sessions of an owner."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, and_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.auth.models import Session, SessionDevice
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.tables import AnySelect, mine

SESSIONS = cast("Table", Session.__table__)


SHOWN: tuple[InstrumentedAttribute[Any], ...] = (
    Session.id,
    Session.platform,
    Session.client_version,
    Session.created_at,
    Session.last_used_at,
    SessionDevice.name,
)


def page(owner: Owner, paging: Paging, *, now: datetime) -> AnySelect:
    return paging.select(_live(owner, now), owner, SESSIONS.c.created_at, SESSIONS.c.id)


def live(owner: Owner, session_id: UUID, *, now: datetime) -> AnySelect:
    return _live(owner, now).where(Session.id == session_id)


def _live(owner: Owner, now: datetime) -> AnySelect:
    """Select the owner's sessions that still open the account, as far as their devices are seen."""
    device = and_(SessionDevice.user_id == Session.user_id, SessionDevice.id == Session.id)
    return (
        select(*SHOWN)
        .join(SessionDevice, device)
        .where(mine(Session, owner), Session.revoked_at.is_(None), Session.expires_at > now)
    )
