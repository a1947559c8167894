"""Contact events: what happened between the user and others.

Revision: 2026_11_23_contact_events
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.policies import protect

revision = "2026_11_23_contact_events"
down_revision = "2026_11_23_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact_events",
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
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("platform", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("tone", sa.String(), nullable=True),
        sa.Column("unwanted", sa.Boolean(), nullable=False),
        sa.Column("restart_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.Column("restart_on", sa.Date(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "channel IN ('call', 'message', 'email', 'social', 'in_person', 'via_friend', 'other')",
            name=op.f("ck_contact_events_channel_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('reached_out', 'replied', 'met_by_choice', 'heard_from', 'met_by_chance', 'told_about', 'checked_profile', 'checked_old_messages', 'asked_about', 'went_past', 'posted')",
            name=op.f("ck_contact_events_kind_known"),
        ),
        sa.CheckConstraint(
            "reason IN ('children', 'work', 'bills', 'belongings', 'legal', 'health', 'safety')",
            name=op.f("ck_contact_events_reason_known"),
        ),
        sa.CheckConstraint(
            "tone IN ('open', 'neutral', 'blaming')", name=op.f("ck_contact_events_tone_known")
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "person_id"],
            ["people.user_id", "people.id"],
            name=op.f("fk_contact_events_user_id_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_contact_events_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_contact_events")),
    )
    op.create_index(
        "ix_contact_events_newest", "contact_events", ["user_id", "occurred_at", "id"], unique=False
    )
    op.create_index(
        "ix_contact_events_person",
        "contact_events",
        ["user_id", "person_id", "occurred_at", "id"],
        unique=False,
    )
    protect("contact_events")


def downgrade() -> None:
    op.drop_table("contact_events")
