"""What apps and scripts may do in a user's name, and what they did.

Revision: 2026_11_23_grants
"""

from datetime import UTC, datetime
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.policies import open_directory, protect

revision = "2026_11_23_grants"
down_revision = "2026_11_23_sync"
branch_labels = None
depends_on = None

DIRECTORY = ("accesses", "authorization_codes", "grants", "oauth_clients")
DOCS_PAGE = UUID("0d0c5a9e-0000-4000-8000-000000000000")


def upgrade() -> None:
    op.create_table(
        "accesses",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("grant_id", sa.Uuid(), nullable=False),
        sa.Column("resource", sa.String(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("issued_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_accesses_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_accesses")),
    )
    op.create_index(
        op.f("ix_accesses_user_id_grant_id_id"),
        "accesses",
        ["user_id", "grant_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_accesses_at"), "accesses", ["at"], unique=False, postgresql_using="brin"
    )
    op.create_table(
        "authorization_codes",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("grant_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("redirect_uri", sa.String(), nullable=False),
        sa.Column("code_challenge", sa.String(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("expires_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column(
            "grant_expires_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True
        ),
        sa.Column("used_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_authorization_codes_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_authorization_codes")),
    )
    op.create_table(
        "grant_names",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_grant_names_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_grant_names")),
    )
    op.create_table(
        "grants",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("scopes", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("expires_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.Column("revoked_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.Column("secret_digest", sa.LargeBinary(), nullable=True),
        sa.Column("previous_digest", sa.LargeBinary(), nullable=True),
        sa.Column("rotated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.Column("refresh_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "refresh_expires_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_grants_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_grants")),
    )
    op.create_index(op.f("ix_grants_client_id"), "grants", ["client_id"], unique=False)
    op.create_table(
        "oauth_clients",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("redirect_uris", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("secret_digest", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.CheckConstraint(
            "type IN ('public', 'confidential')", name=op.f("ck_oauth_clients_type_known")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_oauth_clients_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oauth_clients")),
    )
    op.create_index(op.f("ix_oauth_clients_user_id"), "oauth_clients", ["user_id"], unique=False)
    for table in DIRECTORY:
        open_directory(table)
    protect("grant_names")
    op.bulk_insert(
        sa.table(
            "oauth_clients",
            sa.column("id", sa.Uuid()),
            sa.column("name", sa.String()),
            sa.column("type", sa.String()),
            sa.column("redirect_uris", postgresql.ARRAY(sa.String())),
            sa.column("created_at", postgresql.TIMESTAMP(timezone=True)),
        ),
        [
            {
                "id": DOCS_PAGE,
                "name": "Own Orbit docs",
                "type": "public",
                "redirect_uris": ["/docs/oauth2-redirect"],
                "created_at": datetime(2026, 11, 23, tzinfo=UTC),
            }
        ],
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_oauth_clients_user_id"), table_name="oauth_clients")
    op.drop_table("oauth_clients")
    op.drop_index(op.f("ix_grants_client_id"), table_name="grants")
    op.drop_table("grants")
    op.drop_table("grant_names")
    op.drop_table("authorization_codes")
    op.drop_index(op.f("ix_accesses_at"), table_name="accesses")
    op.drop_index(op.f("ix_accesses_user_id_grant_id_id"), table_name="accesses")
    op.drop_table("accesses")
