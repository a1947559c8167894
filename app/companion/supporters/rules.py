"""When somebody of the circle may be asked, and how whoever asks is named to them."""

import re
from datetime import datetime, timedelta

ASKED_EVERY = timedelta(days=1)
GOOD_FOR = timedelta(hours=1)
"""How long "right now" is true of an alert."""
PLAIN_NAME = re.compile(r"[^\W\d_]+(?:[ '\u2019-][^\W\d_]+){0,3}")
LONGEST_NAME = 40


def wait_before_asking(asked_at: datetime | None, now: datetime) -> timedelta:
    """Give how long it is until somebody may be asked again; zero or less: now."""
    return timedelta(0) if asked_at is None else asked_at + ASKED_EVERY - now


def is_stale(alerted_at: datetime, now: datetime) -> bool:
    return now - alerted_at > GOOD_FOR


def named(display_name: str | None, otherwise: str) -> str:
    """Name whoever asks by words that look like a name.

    Anything else would let a stranger put an address or a message of theirs into our mails.
    """
    name = (display_name or "").strip()
    is_plain = len(name) <= LONGEST_NAME and PLAIN_NAME.fullmatch(name)
    return name if is_plain else otherwise
