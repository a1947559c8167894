"""Grants, and the row-level policy of owned tables."""

from alembic import op

OWNED = "user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)"


def open_directory(table: str) -> None:
    """Let the service work on a directory table: no policy, no content."""
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO ownorbit_app, ownorbit_worker")


def protect(table: str) -> None:
    """Let the service see and write only the rows of the user it acts as."""
    open_directory(table)
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY own_rows ON {table} USING ({OWNED}) WITH CHECK ({OWNED})")
