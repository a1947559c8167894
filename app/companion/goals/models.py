from datetime import date
from decimal import Decimal
from typing import Any, get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, Double, Index, Numeric, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.companion.goals.vocabulary import Area, Per, Status, WeekStart
from app.core.tables import Encrypted, Owned, Synced, one_of, refers_to


class Goal(Synced):
    """Something to do again and again (a cadence), or to add up to (a target): one of the two.

    `week_starts_on` says which weeks its periods are, and is null unless they are weeks.
    `rollup` is what its periods add up to, rewritten with whatever touches it (`recounting/`).
    """

    __tablename__ = "goals"
    __table_args__ = (
        refers_to("activities", "activity_id", on_delete="clear"),
        one_of("area", get_args(Area)),
        one_of("status", get_args(Status)),
        one_of("cadence_per", get_args(Per)),
        one_of("week_starts_on", get_args(WeekStart)),
        CheckConstraint(
            "num_nulls(cadence_times, cadence_per) IN (0, 2)"
            " AND num_nulls(target_amount, target_unit, unit_digest) IN (0, 3)"
            " AND num_nonnulls(cadence_times, target_amount) = 1",
            name="is_cadence_or_target",
        ),
        CheckConstraint("cadence_times BETWEEN 1 AND 100", name="cadence_times_in_range"),
        CheckConstraint("target_amount > 0", name="target_amount_positive"),
        Index("ix_goals_activity", "user_id", "activity_id"),
        Index(
            "ix_goals_active",
            *("user_id", "recorded_at", "id"),
            postgresql_where=text("status = 'active'"),
        ),
    )

    title: Mapped[bytes] = mapped_column(Encrypted())
    area: Mapped[str]
    why: Mapped[bytes | None] = mapped_column(Encrypted())
    status: Mapped[str]
    starts_on: Mapped[date]
    activity_id: Mapped[UUID | None]
    cadence_times: Mapped[int | None]
    cadence_per: Mapped[str | None]
    week_starts_on: Mapped[str | None]
    target_amount: Mapped[float | None] = mapped_column(Double())
    target_unit: Mapped[bytes | None] = mapped_column(Encrypted())
    unit_digest: Mapped[bytes | None]
    due_on: Mapped[date | None]
    rollup: Mapped[dict[str, Any]] = mapped_column(JSONB())


class GoalExcusedDay(Synced):
    """A date on which a goal may rest."""

    __tablename__ = "goal_excused_days"
    __table_args__ = (
        refers_to("goals", "goal_id", on_delete="delete"),
        Index("ix_goal_excused_days_goal", "user_id", "goal_id", "excused_on", unique=True),
    )

    goal_id: Mapped[UUID]
    excused_on: Mapped[date]


class GoalPause(Synced):
    """Whole dates set aside, both ends inclusive; open without `until_on`."""

    __tablename__ = "goal_pauses"
    __table_args__ = (
        refers_to("goals", "goal_id", on_delete="delete"),
        Index("ix_goal_pauses_goal", "user_id", "goal_id", "recorded_at", "id"),
    )

    goal_id: Mapped[UUID]
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class GoalPeriod(Owned):
    """What was logged in one period: derived, and rewritten together with the rollup.

    Those of a target are months. `amount` adds up exactly, and is 0 where nothing is counted.
    """

    __tablename__ = "goal_periods"
    __table_args__ = (
        refers_to("goals", "goal_id", on_delete="delete"),
        Index("ix_goal_periods_goal", "user_id", "goal_id", "period_start", unique=True),
    )

    goal_id: Mapped[UUID]
    period_start: Mapped[date]
    done: Mapped[int]
    amount: Mapped[Decimal] = mapped_column(Numeric())
