from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.companion.streaks.vocabulary import (
    ContactKind,
    Measure,
    Outcome,
    Reason,
    StreakKind,
    words,
)
from app.core.tables import Encrypted, Owned, Synced, one_of, refers_to, some_of


class Streak(Synced):
    """A run that the user keeps.

    `platforms` and `measures` are sorted and without doubles. `rollup` is what its events add up
    to, rewritten with every event, policy or pause that touches it (`recomputation/`).
    """

    __tablename__ = "streaks"
    __table_args__ = (
        refers_to("people", "person_id", on_delete="delete"),
        one_of("kind", words(StreakKind)),
        one_of("outcome", words(Outcome)),
        some_of("measures", words(Measure)),
        Index(
            "ix_streaks_unended",
            *("user_id", "kind", "person_id", "label_digest", "platforms"),
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
            postgresql_nulls_not_distinct=True,
        ),
    )

    kind: Mapped[str]
    person_id: Mapped[UUID | None]
    label: Mapped[bytes | None] = mapped_column(Encrypted())
    label_digest: Mapped[bytes | None]
    started_at: Mapped[datetime]
    time_zone: Mapped[str]
    day_starts_at: Mapped[time]
    started_on: Mapped[date]
    platforms: Mapped[list[str]]
    measures: Mapped[list[str]]
    ended_at: Mapped[datetime | None]
    ended_time_zone: Mapped[str | None]
    ended_day_starts_at: Mapped[time | None]
    ended_on: Mapped[date | None]
    outcome: Mapped[str | None]
    rollup: Mapped[dict[str, Any]] = mapped_column(JSONB())


class StreakPolicy(Synced):
    """What counts from a moment on. The first version, without one, counts from the start."""

    __tablename__ = "streak_policies"
    __table_args__ = (
        refers_to("streaks", "streak_id", on_delete="delete"),
        some_of("counts", words(ContactKind)),
        some_of("exceptions", words(Reason)),
    )

    streak_id: Mapped[UUID]
    effective_at: Mapped[datetime | None]
    counts: Mapped[list[str]]
    exceptions: Mapped[list[str]]


class StreakPause(Synced):
    """Whole dates set aside, both ends inclusive; open without `until_on`."""

    __tablename__ = "streak_pauses"
    __table_args__ = (refers_to("streaks", "streak_id", on_delete="delete"),)

    streak_id: Mapped[UUID]
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class StreakSegment(Owned):
    """A stretch that a break closed: derived, and rewritten together with the rollup."""

    __tablename__ = "streak_segments"
    __table_args__ = (
        refers_to("streaks", "streak_id", on_delete="delete"),
        Index("ix_streak_segments_streak", "user_id", "streak_id", "started_at", "ended_at", "id"),
    )

    streak_id: Mapped[UUID]
    opened_by: Mapped[UUID | None]
    started_at: Mapped[datetime]
    started_on: Mapped[date]
    ended_at: Mapped[datetime]
    ended_on: Mapped[date]
    days: Mapped[int]
    elapsed_seconds: Mapped[int] = mapped_column(BigInteger())
    closed_by: Mapped[UUID]
