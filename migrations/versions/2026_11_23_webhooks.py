"""Webhooks: endpoints, deliveries, and who is served next.

Revision: 2026_11_23_webhooks
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.policies import open_directory, protect

revision = "2026_11_23_webhooks"
down_revision = "2026_11_23_grants"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "webhook_followers",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_webhook_followers")),
    )
    op.create_table(
        "webhook_queue",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("endpoint_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("not_before", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.Column("is_ailing", sa.Boolean(), nullable=False),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.Column("held_until", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.PrimaryKeyConstraint("user_id", "endpoint_id", name=op.f("pk_webhook_queue")),
    )
    op.create_index(op.f("ix_webhook_queue_due_at"), "webhook_queue", ["due_at"], unique=False)
    op.create_table(
        "webhook_endpoints",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("url", sa.LargeBinary(), nullable=False),
        sa.Column("description", sa.LargeBinary(), nullable=True),
        sa.Column("secrets", sa.LargeBinary(), nullable=False),
        sa.Column("event_types", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("disabled_reason", sa.String(), nullable=True),
        sa.Column("enabled_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column(
            "last_success_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True
        ),
        sa.Column(
            "last_failure_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True
        ),
        sa.Column("failing_since", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.CheckConstraint(
            "disabled_reason IN ('by_hand', 'gone', 'failing', 'withdrawn')",
            name=op.f("ck_webhook_endpoints_disabled_reason_known"),
        ),
        sa.CheckConstraint(
            "event_types <@ ARRAY['mood.created', 'mood.updated', 'mood.deleted', 'activity.created', 'activity.updated', 'activity.deleted', 'activity_log.created', 'activity_log.updated', 'activity_log.deleted', 'goal.created', 'goal.updated', 'goal.deleted', 'streak.created', 'streak.updated', 'streak.deleted', 'milestone.awarded']::varchar[]",
            name=op.f("ck_webhook_endpoints_event_types_known"),
        ),
        sa.CheckConstraint(
            "status IN ('enabled', 'disabled')", name=op.f("ck_webhook_endpoints_status_known")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_webhook_endpoints_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_webhook_endpoints")),
    )
    op.create_index(
        "ix_webhook_endpoints_changed",
        "webhook_endpoints",
        ["user_id", "revision", "id"],
        unique=False,
    )
    op.create_index(
        "ix_webhook_endpoints_newest",
        "webhook_endpoints",
        ["user_id", "recorded_at", "id"],
        unique=False,
    )
    op.create_table(
        "webhook_deliveries",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("endpoint_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("attempts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "next_attempt_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'delivered', 'given_up', 'dropped')",
            name=op.f("ck_webhook_deliveries_state_known"),
        ),
        sa.CheckConstraint(
            "type IN ('mood.created', 'mood.updated', 'mood.deleted', 'activity.created', 'activity.updated', 'activity.deleted', 'activity_log.created', 'activity_log.updated', 'activity_log.deleted', 'goal.created', 'goal.updated', 'goal.deleted', 'streak.created', 'streak.updated', 'streak.deleted', 'milestone.awarded', 'webhook.test', 'connected_app.withdrawn')",
            name=op.f("ck_webhook_deliveries_type_known"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "endpoint_id"],
            ["webhook_endpoints.user_id", "webhook_endpoints.id"],
            name=op.f("fk_webhook_deliveries_user_id_endpoint_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_webhook_deliveries_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_webhook_deliveries")),
    )
    op.create_index(
        "ix_webhook_deliveries_newest",
        "webhook_deliveries",
        ["user_id", "endpoint_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_webhook_deliveries_next",
        "webhook_deliveries",
        ["user_id", "endpoint_id", "next_attempt_at"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_webhook_deliveries_oldest",
        "webhook_deliveries",
        ["user_id", "created_at"],
        unique=False,
    )
    op.create_index(
        "uq_webhook_deliveries_event",
        "webhook_deliveries",
        ["user_id", "endpoint_id", "event_id"],
        unique=True,
    )
    for table in ("webhook_followers", "webhook_queue"):
        open_directory(table)
    for table in ("webhook_endpoints", "webhook_deliveries"):
        protect(table)


def downgrade() -> None:
    for table in (
        "webhook_deliveries",
        "webhook_endpoints",
        "webhook_queue",
        "webhook_followers",
    ):
        op.drop_table(table)
