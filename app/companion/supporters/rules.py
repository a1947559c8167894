"""When somebody of the circle may be asked."""

from datetime import datetime, timedelta

ASKED_EVERY = timedelta(days=1)
GOOD_FOR = timedelta(hours=1)
"""How long "right now" is true of an alert."""


def wait_before_asking(asked_at: datetime | None, now: datetime) -> timedelta:
    """Give how long it is until somebody may be asked again; zero or less: now."""
    return timedelta(0) if asked_at is None else asked_at + ASKED_EVERY - now


def is_stale(alerted_at: datetime, now: datetime) -> bool:
    return now - alerted_at > GOOD_FOR
