"""Goals with what is counted for them, and logs that may name the goal they count for.

Revision: 2026_11_23_goals
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.policies import protect

revision = "2026_11_23_goals"
down_revision = "2026_11_23_activities"
branch_labels = None
depends_on = None

TABLES = ("goals", "goal_excused_days", "goal_pauses", "goal_periods")


def upgrade() -> None:
    op.create_table(
        "goals",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("cadence_times", sa.Integer(), nullable=True),
        sa.Column("cadence_per", sa.String(), nullable=True),
        sa.Column("week_starts_on", sa.String(), nullable=True),
        sa.Column("target_amount", sa.Double(), nullable=True),
        sa.Column("target_unit", sa.LargeBinary(), nullable=True),
        sa.Column("unit_digest", sa.LargeBinary(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("rollup", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "area IN ('friends', 'family', 'body', 'mind', 'adventure', 'craft', 'work', 'home', 'money', 'spirit', 'other')",
            name=op.f("ck_goals_area_known"),
        ),
        sa.CheckConstraint(
            "cadence_per IN ('day', 'week', 'month')", name=op.f("ck_goals_cadence_per_known")
        ),
        sa.CheckConstraint(
            "status IN ('active', 'paused', 'achieved', 'dropped')",
            name=op.f("ck_goals_status_known"),
        ),
        sa.CheckConstraint(
            "week_starts_on IN ('monday', 'sunday')", name=op.f("ck_goals_week_starts_on_known")
        ),
        sa.CheckConstraint(
            "cadence_times BETWEEN 1 AND 100", name=op.f("ck_goals_cadence_times_in_range")
        ),
        sa.CheckConstraint(
            "num_nulls(cadence_times, cadence_per) IN (0, 2) AND num_nulls(target_amount, target_unit, unit_digest) IN (0, 3) AND num_nonnulls(cadence_times, target_amount) = 1",
            name=op.f("ck_goals_is_cadence_or_target"),
        ),
        sa.CheckConstraint("target_amount > 0", name=op.f("ck_goals_target_amount_positive")),
        sa.ForeignKeyConstraint(
            ["user_id", "activity_id"],
            ["activities.user_id", "activities.id"],
            name=op.f("fk_goals_user_id_activity_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_goals_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_goals")),
    )
    op.create_index("ix_goals_activity", "goals", ["user_id", "activity_id"], unique=False)
    op.create_table(
        "goal_excused_days",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("excused_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id", "goal_id"],
            ["goals.user_id", "goals.id"],
            name=op.f("fk_goal_excused_days_user_id_goal_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_goal_excused_days_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_goal_excused_days")),
    )
    op.create_index(
        "ix_goal_excused_days_goal",
        "goal_excused_days",
        ["user_id", "goal_id", "excused_on"],
        unique=True,
    )
    op.create_table(
        "goal_pauses",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id", "goal_id"],
            ["goals.user_id", "goals.id"],
            name=op.f("fk_goal_pauses_user_id_goal_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_goal_pauses_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_goal_pauses")),
    )
    op.create_index(
        "ix_goal_pauses_goal",
        "goal_pauses",
        ["user_id", "goal_id", "recorded_at", "id"],
        unique=False,
    )
    op.create_table(
        "goal_periods",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Numeric(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id", "goal_id"],
            ["goals.user_id", "goals.id"],
            name=op.f("fk_goal_periods_user_id_goal_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_goal_periods_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_goal_periods")),
    )
    op.create_index(
        "ix_goal_periods_goal", "goal_periods", ["user_id", "goal_id", "period_start"], unique=True
    )
    op.add_column("activity_logs", sa.Column("goal_id", sa.Uuid(), nullable=True))
    op.add_column("activity_logs", sa.Column("unit_digest", sa.LargeBinary(), nullable=True))
    op.create_index(
        "ix_activity_logs_activity_date",
        "activity_logs",
        ["user_id", "activity_id", "local_date"],
        unique=False,
    )
    op.create_index(
        "ix_activity_logs_goal_date",
        "activity_logs",
        ["user_id", "goal_id", "local_date"],
        unique=False,
    )
    op.create_foreign_key(
        op.f("fk_activity_logs_user_id_goal_id"),
        "activity_logs",
        "goals",
        ["user_id", "goal_id"],
        ["user_id", "id"],
        initially="DEFERRED",
        deferrable=True,
    )
    for table in TABLES:
        protect(table)


def downgrade() -> None:
    op.drop_constraint(
        op.f("fk_activity_logs_user_id_goal_id"), "activity_logs", type_="foreignkey"
    )
    op.drop_index("ix_activity_logs_goal_date", table_name="activity_logs")
    op.drop_index("ix_activity_logs_activity_date", table_name="activity_logs")
    op.drop_column("activity_logs", "unit_digest")
    op.drop_column("activity_logs", "goal_id")
    for table in reversed(TABLES):
        op.drop_table(table)
