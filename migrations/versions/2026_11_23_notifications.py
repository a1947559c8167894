"""Devices, and messages on their way to them.

Revision: 2026_11_23_notifications
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.policies import protect

revision = "2026_11_23_notifications"
down_revision = "2026_11_23_idempotency"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "devices",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("push_provider", sa.String(), nullable=True),
        sa.Column("push_address", sa.LargeBinary(), nullable=True),
        sa.Column("push_keys", sa.LargeBinary(), nullable=True),
        sa.Column("address_digest", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "num_nulls(push_provider, push_address, address_digest) IN (0, 3)",
            name=op.f("ck_devices_push_is_whole"),
        ),
        sa.CheckConstraint(
            "platform IN ('ios', 'android', 'web', 'other')", name=op.f("ck_devices_platform_known")
        ),
        sa.CheckConstraint(
            "push_provider IN ('webpush', 'unifiedpush', 'fcm', 'apns')",
            name=op.f("ck_devices_push_provider_known"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_devices_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_devices")),
    )
    op.create_index("ix_devices_newest", "devices", ["user_id", "recorded_at", "id"], unique=False)
    op.create_table(
        "push_deliveries",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("ended_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.CheckConstraint(
            "result IN ('sent', 'gone', 'expired')", name=op.f("ck_push_deliveries_result_known")
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "device_id"],
            ["devices.user_id", "devices.id"],
            name=op.f("fk_push_deliveries_user_id_device_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_push_deliveries_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_push_deliveries")),
    )
    op.create_index(
        "ix_push_deliveries_by_device", "push_deliveries", ["user_id", "device_id"], unique=False
    )
    op.create_index(
        "ix_push_deliveries_oldest", "push_deliveries", ["user_id", "expires_at"], unique=False
    )
    for table in ("devices", "push_deliveries"):
        protect(table)


def downgrade() -> None:
    op.drop_table("push_deliveries")
    op.drop_table("devices")
