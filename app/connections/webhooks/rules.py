"""Who may hear of what, and when is tried again (Standard Webhooks 1.0.0)."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID
from zlib import crc32

from app.connections.webhooks.vocabulary import EVENT_TYPES, TEST

OWNER, MANAGES = "owner", "webhooks:manage"
RESOURCES = {
    "moods": "mood",
    "activities": "activity",
    "activity_logs": "activity_log",
    "goals": "goal",
    "streaks": "streak",
}
VERBS = {"created": "created", "changed": "updated", "deleted": "deleted"}
PUBLIC_NAMES: Mapping[str, str] = {
    **{
        f"{table}.{done}": f"{resource}.{said}"
        for table, resource in RESOURCES.items()
        for done, said in VERBS.items()
    },
    "milestones.created": "milestone.awarded",
}
"""How events of the outbox are called outside."""

HEARD_WITH: Mapping[str, frozenset[str]] = {
    "moods:read": frozenset({"mood"}),
    "activities:read": frozenset({"activity", "activity_log"}),
    "goals:read": frozenset({"goal"}),
    "streaks:read": frozenset({"streak"}),
}

TRIES = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""How long after the one before each try comes."""
LONGEST_ASKED = timedelta(hours=24)
DISABLED_AFTER = timedelta(days=3)
REMEMBERED = timedelta(days=30)
"""For how long deliveries can be seen; then they are deleted."""


def allowed_types(scopes: Iterable[str]) -> frozenset[str]:
    """Give the types of events that somebody with these scopes may be told of."""
    held = frozenset(scopes)
    if OWNER in held:
        return frozenset({TEST, *EVENT_TYPES})
    if MANAGES not in held:
        return frozenset()
    heard = frozenset[str]().union(*(HEARD_WITH.get(scope, frozenset()) for scope in held))
    return frozenset({TEST, *(each for each in EVENT_TYPES if each.partition(".")[0] in heard)})


def next_try(
    delivery_id: UUID, tries: int, asked: timedelta | None, now: datetime
) -> datetime | None:
    """Tell when to try again after so many tries, the last of them now; None: not any more.

    `asked` is the receiver's Retry-After: it puts a try off, by a day at most.
    """
    if tries >= len(TRIES):
        return None
    wait = TRIES[tries] * jitter(delivery_id, tries)
    return now + max(wait, min(asked or timedelta(0), LONGEST_ASKED))


def jitter(delivery_id: UUID, tries: int) -> float:
    """Give a factor between 0.9 and 1.1, always the same for the same try."""
    return 0.9 + crc32(b"%d" % tries, crc32(delivery_id.bytes)) % 2_001 / 10_000


def is_given_up(failing_since: datetime, now: datetime) -> bool:
    """Tell whether an endpoint has done nothing but fail for too long."""
    return now - failing_since >= DISABLED_AFTER
