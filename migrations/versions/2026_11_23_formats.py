"""Imports with their files, and what Health Connect knows of a session beside a log.

Revision: 2026_11_23_formats
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.policies import protect

revision = "2026_11_23_formats"
down_revision = "2026_11_23_webhooks"
branch_labels = None
depends_on = None

MOMENT = postgresql.TIMESTAMP(timezone=True, precision=3)


def upgrade() -> None:
    op.create_table(
        "imports",
        *_key(),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("dry_run", sa.Boolean(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("options", sa.LargeBinary(), nullable=False),
        sa.Column("report", postgresql.JSONB(), nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "format IN ('own_orbit', 'daylio', 'state_of_mind', 'mindfulness')",
            name=op.f("ck_imports_format_known"),
        ),
        sa.CheckConstraint(
            "status IN ('waiting', 'running', 'done', 'failed')",
            name=op.f("ck_imports_status_known"),
        ),
        *_constraints("imports"),
    )
    op.create_index("ix_imports_newest", "imports", ["user_id", "recorded_at", "id"])
    op.create_index("ix_imports_changed", "imports", ["user_id", "revision", "id"])
    op.create_table(
        "import_chunks",
        *_key(),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *_constraints("import_chunks"),
    )
    in_order = ["user_id", "import_id", "position"]
    op.create_index("ix_import_chunks_in_order", "import_chunks", in_order, unique=True)
    op.create_table(
        "mindfulness_details",
        *_key(),
        sa.Column("activity_log_id", sa.Uuid(), nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id", "activity_log_id"],
            ["activity_logs.user_id", "activity_logs.id"],
            name=op.f("fk_mindfulness_details_user_id_activity_log_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        *_constraints("mindfulness_details"),
    )
    of_log = ["user_id", "activity_log_id"]
    op.create_index("ix_mindfulness_details_of_log", "mindfulness_details", of_log)
    for table in ("imports", "import_chunks", "mindfulness_details"):
        protect(table)


def downgrade() -> None:
    op.drop_table("mindfulness_details")
    op.drop_table("import_chunks")
    op.drop_table("imports")


def _key() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
    )


def _constraints(table: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f(f"fk_{table}_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f(f"pk_{table}")),
    )
