"""Mood check-ins.

Revision: 2026_11_23_moods
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.policies import protect

revision = "2026_11_23_moods"
down_revision = "2026_11_23_incidents"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "moods",
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
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("valence", sa.Double(), nullable=False),
        sa.Column("labels", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("associations", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("custom_labels", sa.LargeBinary(), nullable=False),
        sa.Column("energy", sa.Integer(), nullable=True),
        sa.Column("longing", sa.Integer(), nullable=True),
        sa.Column("loneliness", sa.Integer(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "associations <@ ARRAY['community', 'currentEvents', 'dating', 'education', 'family', 'fitness', 'friends', 'health', 'hobbies', 'identity', 'money', 'partner', 'selfCare', 'spirituality', 'tasks', 'travel', 'weather', 'work']::varchar[]",
            name=op.f("ck_moods_associations_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('momentaryEmotion', 'dailyMood')", name=op.f("ck_moods_kind_known")
        ),
        sa.CheckConstraint(
            "labels <@ ARRAY['amazed', 'amused', 'angry', 'annoyed', 'anxious', 'ashamed', 'brave', 'calm', 'confident', 'content', 'disappointed', 'discouraged', 'disgusted', 'drained', 'embarrassed', 'excited', 'frustrated', 'grateful', 'guilty', 'happy', 'hopeful', 'hopeless', 'indifferent', 'irritated', 'jealous', 'joyful', 'lonely', 'overwhelmed', 'passionate', 'peaceful', 'proud', 'relieved', 'sad', 'satisfied', 'scared', 'stressed', 'surprised', 'worried']::varchar[]",
            name=op.f("ck_moods_labels_known"),
        ),
        sa.CheckConstraint("valence BETWEEN -1 AND 1", name=op.f("ck_moods_valence_in_range")),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_moods_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_moods")),
    )
    op.create_index("ix_moods_newest", "moods", ["user_id", "occurred_at", "id"], unique=False)
    protect("moods")


def downgrade() -> None:
    op.drop_table("moods")
