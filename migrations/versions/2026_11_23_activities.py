"""Activities, and logs of what was done.

Revision: 2026_11_23_activities
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.policies import protect

revision = "2026_11_23_activities"
down_revision = "2026_11_23_moods"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activities",
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
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("meant_with_person_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "area IN ('friends', 'family', 'body', 'mind', 'adventure', 'craft', 'work', 'home', 'money', 'spirit', 'other')",
            name=op.f("ck_activities_area_known"),
        ),
        sa.CheckConstraint(
            "status IN ('idea', 'planned', 'done')", name=op.f("ck_activities_status_known")
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "meant_with_person_id"],
            ["people.user_id", "people.id"],
            name=op.f("fk_activities_user_id_meant_with_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_activities_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_activities")),
    )
    op.create_table(
        "activity_logs",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("occurred_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("day_starts_at", sa.Time(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.LargeBinary(), nullable=True),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("duration_seconds", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Double(), nullable=True),
        sa.Column("unit", sa.LargeBinary(), nullable=True),
        sa.Column("company", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("enjoyment", sa.Integer(), nullable=True),
        sa.Column("first_time", sa.Boolean(), nullable=False),
        sa.Column("mindfulness_type", sa.String(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "area IN ('friends', 'family', 'body', 'mind', 'adventure', 'craft', 'work', 'home', 'money', 'spirit', 'other')",
            name=op.f("ck_activity_logs_area_known"),
        ),
        sa.CheckConstraint(
            "company <@ ARRAY['alone', 'friends', 'family', 'person', 'new_people']::varchar[]",
            name=op.f("ck_activity_logs_company_known"),
        ),
        sa.CheckConstraint(
            "mindfulness_type IN ('unknown', 'meditation', 'other', 'breathing', 'music', 'movement', 'unguided')",
            name=op.f("ck_activity_logs_mindfulness_type_known"),
        ),
        sa.CheckConstraint(
            "duration_seconds >= 0", name=op.f("ck_activity_logs_duration_seconds_positive")
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "activity_id"],
            ["activities.user_id", "activities.id"],
            name=op.f("fk_activity_logs_user_id_activity_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_activity_logs_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_activity_logs")),
    )
    op.create_index(
        "ix_activity_logs_activity",
        "activity_logs",
        ["user_id", "activity_id", "occurred_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_activity_logs_newest", "activity_logs", ["user_id", "occurred_at", "id"], unique=False
    )
    protect("activities")
    protect("activity_logs")


def downgrade() -> None:
    op.drop_table("activity_logs")
    op.drop_table("activities")
