"""Whose request it is: the user as every service and query knows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from app.core import days

FIRST_PARTY = "first_party"
"""The source of what the user's own apps write, and of what the service does for them."""


class Cipher(Protocol):
    """A user's own key at work; `security/encryption.py` has the real one."""

    def seal(self, text: str, *, table: str, column: str, row_id: UUID) -> bytes: ...
    def open(self, sealed: bytes, *, table: str, column: str, row_id: UUID) -> str: ...
    def digest(self, purpose: str, data: bytes) -> bytes:
        """Give 32 bytes that only this user's key gives for this data."""
        ...


@dataclass(frozen=True, slots=True)
class Owner:
    """A user behind a live session (or behind a job), as of the start of the transaction.

    `revision` stamps what a write changes. `today_floor` is the greatest local date that a change
    of zone or of day start left behind. `source` names who writes: `first_party` or an app's id.
    """

    id: UUID
    session_id: UUID
    scopes: frozenset[str]
    source: str
    revision: int
    time_zone: str
    day_starts_at: time
    week_starts_on: str
    today_floor: date | None
    locale: str | None
    preferences: Mapping[str, Any]
    cipher: Cipher

    @property
    def is_first_party(self) -> bool:
        """Tell whether this is the user by their own means; not so an app, or a limited script."""
        return self.source == FIRST_PARTY

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def today(self, now: datetime) -> date:
        """Give the user's own date, which never goes back."""
        return days.today(now, self.zone, self.day_starts_at, self.today_floor)
