"""Streaks, with their policies, pauses and closed segments.

Revision: 2026_11_23_streaks
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.policies import protect

revision = "2026_11_23_streaks"
down_revision = "2026_11_23_contact_events"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "streaks",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("label", sa.LargeBinary(), nullable=True),
        sa.Column("label_digest", sa.LargeBinary(), nullable=True),
        sa.Column("started_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("day_starts_at", sa.Time(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("platforms", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("measures", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("ended_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.Column("ended_time_zone", sa.String(), nullable=True),
        sa.Column("ended_day_starts_at", sa.Time(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("rollup", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "kind IN ('no_contact', 'no_checking', 'social_quiet', 'custom')",
            name=op.f("ck_streaks_kind_known"),
        ),
        sa.CheckConstraint(
            "measures <@ ARRAY['muted', 'hidden', 'blocked', 'logged_out', 'deleted_app']::varchar[]",
            name=op.f("ck_streaks_measures_known"),
        ),
        sa.CheckConstraint(
            "outcome IN ('let_go', 'reconciled', 'open_to_contact', 'other')",
            name=op.f("ck_streaks_outcome_known"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "person_id"],
            ["people.user_id", "people.id"],
            name=op.f("fk_streaks_user_id_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_streaks_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_streaks")),
    )
    op.create_index(
        "ix_streaks_unended",
        "streaks",
        ["user_id", "kind", "person_id", "label_digest", "platforms"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "streak_policies",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("streak_id", sa.Uuid(), nullable=False),
        sa.Column("effective_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.Column("counts", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("exceptions", postgresql.ARRAY(sa.String()), nullable=False),
        sa.CheckConstraint(
            "counts <@ ARRAY['reached_out', 'replied', 'met_by_choice', 'heard_from', 'met_by_chance', 'told_about', 'checked_profile', 'checked_old_messages', 'asked_about', 'went_past', 'posted']::varchar[]",
            name=op.f("ck_streak_policies_counts_known"),
        ),
        sa.CheckConstraint(
            "exceptions <@ ARRAY['children', 'work', 'bills', 'belongings', 'legal', 'health', 'safety']::varchar[]",
            name=op.f("ck_streak_policies_exceptions_known"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "streak_id"],
            ["streaks.user_id", "streaks.id"],
            name=op.f("fk_streak_policies_user_id_streak_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_streak_policies_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_streak_policies")),
    )
    op.create_table(
        "streak_pauses",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("streak_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id", "streak_id"],
            ["streaks.user_id", "streaks.id"],
            name=op.f("fk_streak_pauses_user_id_streak_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_streak_pauses_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_streak_pauses")),
    )
    op.create_table(
        "streak_segments",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("streak_id", sa.Uuid(), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.Column("started_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("elapsed_seconds", sa.BigInteger(), nullable=False),
        sa.Column("closed_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id", "streak_id"],
            ["streaks.user_id", "streaks.id"],
            name=op.f("fk_streak_segments_user_id_streak_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_streak_segments_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_streak_segments")),
    )
    op.create_index(
        "ix_streak_segments_streak",
        "streak_segments",
        ["user_id", "streak_id", "started_at", "ended_at", "id"],
        unique=False,
    )
    protect("streaks")
    protect("streak_policies")
    protect("streak_pauses")
    protect("streak_segments")


def downgrade() -> None:
    op.drop_table("streak_segments")
    op.drop_table("streak_pauses")
    op.drop_table("streak_policies")
    op.drop_table("streaks")
