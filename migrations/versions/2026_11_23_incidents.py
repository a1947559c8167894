"""The log of safety mode, to which the service can only add.

Revision: 2026_11_23_incidents
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.policies import protect

revision = "2026_11_23_incidents"
down_revision = "2026_11_23_streaks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incidents",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_event_id", sa.Uuid(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "change IN ('created', 'changed', 'deleted')", name=op.f("ck_incidents_change_known")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_incidents_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_incidents")),
    )
    op.create_index(
        "ix_incidents_newest", "incidents", ["user_id", "recorded_at", "id"], unique=False
    )
    protect("incidents")
    op.execute("REVOKE UPDATE, DELETE ON incidents FROM ownorbit_app")
    op.execute("REVOKE UPDATE ON incidents FROM ownorbit_worker")


def downgrade() -> None:
    op.drop_table("incidents")
