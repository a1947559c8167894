"""What devices have pushed, and every table by what has changed in it.

Revision: 2026_11_23_sync
"""

import sqlalchemy as sa
from alembic import op

from migrations.policies import protect

revision = "2026_11_23_sync"
down_revision = "2026_11_23_companion"
branch_labels = None
depends_on = None

SYNCED = (
    "activities",
    "activity_logs",
    "contact_events",
    "encounters",
    "goal_excused_days",
    "goal_pauses",
    "goals",
    "journal_entries",
    "milestones",
    "moods",
    "people",
    "return_checks",
    "reviews",
    "self_checks",
    "space_windows",
    "streak_pauses",
    "streak_policies",
    "streaks",
    "supporters",
    "techniques",
    "unsent_messages",
    "urge_alerts",
    "urges",
)


def upgrade() -> None:
    op.create_table(
        "sync_devices",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pulled_to", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_sync_devices_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_sync_devices")),
    )
    op.create_table(
        "sync_writes",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("as_sent", sa.Boolean(), nullable=True),
        sa.Column("sent_digest", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_sync_writes_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "user_id", "session_id", "table_name", "id", "revision", name=op.f("pk_sync_writes")
        ),
    )
    protect("sync_devices")
    protect("sync_writes")
    for table, columns in by_change():
        op.create_index(f"ix_{table}_changed", table, columns, unique=False)


def downgrade() -> None:
    for table, _columns in by_change():
        op.drop_index(f"ix_{table}_changed", table_name=table)
    op.drop_table("sync_writes")
    op.drop_table("sync_devices")


def by_change() -> list[tuple[str, list[str]]]:
    synced = [(table, ["user_id", "revision", "id"]) for table in SYNCED]
    return [*synced, ("tombstones", ["user_id", "revision", "table_name", "id"])]
