"""Reminders, and what was told of them.

Revision: 2026_11_23_reminders
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.policies import protect

revision = "2026_11_23_reminders"
down_revision = "2026_11_23_notifications"
branch_labels = None
depends_on = None

OWNED = ("declined_suggestions", "notifications", "reminder_snoozes", "reminders")


def upgrade() -> None:
    op.create_table(
        "declined_suggestions",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("declined_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.CheckConstraint(
            "kind IN ('risky_hour')", name=op.f("ck_declined_suggestions_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_declined_suggestions_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_declined_suggestions")),
    )
    op.create_table(
        "reminders",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("schedule", sa.String(), nullable=False),
        sa.Column("local_start", postgresql.TIMESTAMP(precision=0), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("goal_id", sa.Uuid(), nullable=True),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.Column("next_local", postgresql.TIMESTAMP(precision=0), nullable=True),
        sa.Column("next_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.Column("snoozed_until", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.CheckConstraint(
            "about IN ('check_in', 'journal', 'goal', 'activity', 'review', 'risky_hour', 'other')",
            name=op.f("ck_reminders_about_known"),
        ),
        sa.CheckConstraint("channel IN ('push', 'email')", name=op.f("ck_reminders_channel_known")),
        sa.CheckConstraint(
            "(next_local IS NULL) = (next_at IS NULL)", name=op.f("ck_reminders_next_is_whole")
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "activity_id"],
            ["activities.user_id", "activities.id"],
            name=op.f("fk_reminders_user_id_activity_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "goal_id"],
            ["goals.user_id", "goals.id"],
            name=op.f("fk_reminders_user_id_goal_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_reminders_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_reminders")),
    )
    op.create_index(
        "ix_reminders_newest", "reminders", ["user_id", "recorded_at", "id"], unique=False
    )
    op.create_table(
        "notifications",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("reminder_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("read_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.CheckConstraint(
            "about IN ('check_in', 'journal', 'goal', 'activity', 'review', 'risky_hour', 'other')",
            name=op.f("ck_notifications_about_known"),
        ),
        sa.CheckConstraint(
            "channel IN ('push', 'email')", name=op.f("ck_notifications_channel_known")
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "reminder_id"],
            ["reminders.user_id", "reminders.id"],
            name=op.f("fk_notifications_user_id_reminder_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_notifications_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_notifications")),
    )
    op.create_index(
        "ix_notifications_newest", "notifications", ["user_id", "recorded_at", "id"], unique=False
    )
    op.create_table(
        "reminder_snoozes",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("reminder_id", sa.Uuid(), nullable=False),
        sa.Column("until", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id", "reminder_id"],
            ["reminders.user_id", "reminders.id"],
            name=op.f("fk_reminder_snoozes_user_id_reminder_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_reminder_snoozes_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_reminder_snoozes")),
    )
    for table in OWNED:
        protect(table)


def downgrade() -> None:
    op.drop_table("reminder_snoozes")
    op.drop_index("ix_notifications_newest", table_name="notifications")
    op.drop_table("notifications")
    op.drop_index("ix_reminders_newest", table_name="reminders")
    op.drop_table("reminders")
    op.drop_table("declined_suggestions")
