"""Wrapped user keys, and the ledger of erased users.

Revision: 2026_11_23_user_keys
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_11_23_user_keys"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erased_users",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("erased_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_erased_users")),
    )
    op.create_table(
        "user_keys",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_user_keys")),
    )
    op.create_index(
        "ix_user_keys_ring", "user_keys", [sa.literal_column("substring(wrapped, 1, 2)"), "user_id"]
    )
    op.execute("GRANT SELECT, INSERT, DELETE ON user_keys TO ownorbit_app, ownorbit_worker")
    op.execute("GRANT UPDATE (wrapped) ON user_keys TO ownorbit_app, ownorbit_worker")
    op.execute("GRANT SELECT, INSERT ON erased_users TO ownorbit_app, ownorbit_worker")


def downgrade() -> None:
    op.drop_table("user_keys")
    op.drop_table("erased_users")
