"""How long a session lives, and which refresh token is its newest."""

from datetime import datetime, timedelta
from hmac import compare_digest

from app.security.opaque_secrets import OpaqueSecret, digest, matches, successor

SLIDING = timedelta(days=90)
ABSOLUTE = timedelta(days=365)
LONGEST_CHAIN = 10_000


def expiry(now: datetime, ends_at: datetime) -> datetime:
    """Give the moment a session ends unless it is refreshed before."""
    return min(now + SLIDING, ends_at)


def is_ancestor(key: bytes, presented: OpaqueSecret, newest_digest: bytes, age: int) -> bool:
    """Tell whether following the chain from a token leads to the newest, within `age` steps."""
    following = presented
    for _ in range(min(age, LONGEST_CHAIN)):
        following = successor(key, following)
        if compare_digest(digest(following.secret), newest_digest):
            return True
    return False


def is_same(secret: bytes, stored: bytes | None) -> bool:
    return stored is not None and matches(secret, stored)
