"""How often a circle may be alerted."""

from datetime import datetime, timedelta

MOST = 3
WITHIN = timedelta(hours=1)


def wait(made: int, first_at: datetime | None, now: datetime) -> timedelta | None:
    """Give how long the next alert has to wait; `made` and `first_at` are of the last hour."""
    if made < MOST or first_at is None:
        return None
    return first_at + WITHIN - now
