"""Ids of rows that the server makes; clients make their own in the same form."""

from uuid import UUID

from uuid_utils.compat import uuid7

NOBODY = UUID(int=0)


def new_id() -> UUID:
    """Make a UUIDv7: sorted by the time it was made, unguessable enough to name, not to protect."""
    return uuid7()
