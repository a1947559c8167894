"""What a failure says about the database."""

from asyncpg import InterfaceError, PostgresConnectionError
from sqlalchemy.exc import DBAPIError

# lock_not_available, query_canceled, admin_shutdown, crash_shutdown, cannot_connect_now
OUTAGES = frozenset({"55P03", "57014", "57P01", "57P02", "57P03"})


def is_outage(error: BaseException) -> bool:
    """Tell a database that is away, restarting or stuck from a failure of ours."""
    if isinstance(error, DBAPIError):
        error = error.orig if isinstance(error.orig, BaseException) else error
    state = getattr(error, "sqlstate", None) or ""
    is_gone = isinstance(error, (OSError, InterfaceError, PostgresConnectionError))
    return is_gone or state.startswith("08") or state in OUTAGES
