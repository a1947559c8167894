"""What decides without looking anywhere: redirect URIs, PKCE, scopes."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from app.security import base64url

CODE_LIFETIME = timedelta(seconds=60)
SLIDING = timedelta(days=90)
OFFLINE = "offline_access"

CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
LOOPBACK = re.compile(r"(http://(?:127\.0\.0\.1|\[::1\]))(?::([1-9][0-9]{0,4}))?(/[!-\"$-~]*)?")
HIGHEST_PORT = 65_535


def is_registered(asked: str, registered: Collection[str]) -> bool:
    """Compare byte for byte; of a loopback address the port is free (RFC 8252, section 7.3)."""
    if asked in registered:
        return True
    portless = _portless(asked)
    return portless is not None and portless in map(_portless, registered)


def is_challenge(challenge: str) -> bool:
    """Tell whether it can be the S256 of a verifier (RFC 7636, section 4.2)."""
    return CHALLENGE.fullmatch(challenge) is not None


def proves(verifier: str, challenge: str) -> bool:
    """Tell whether a verifier is the one behind a challenge."""
    if VERIFIER.fullmatch(verifier) is None:
        return False
    hashed = base64url.encode(sha256(verifier.encode()).digest())
    return compare_digest(hashed, challenge)


def scopes_of(text: str, allowed: Sequence[str]) -> tuple[str, ...] | None:
    """Read a list of scopes, in the order of `allowed`; None if one is not among them."""
    named = set(text.split(" "))
    if not named <= set(allowed):
        return None
    return tuple(scope for scope in allowed if scope in named)


def opens_something(scopes: Collection[str]) -> bool:
    """Tell whether there is anything beside staying connected."""
    return bool(set(scopes) - {OFFLINE})


def may_return(scopes: Collection[str]) -> bool:
    """Tell whether an app may come back by itself; if not, its grant ends with its only token."""
    return OFFLINE in scopes


def refresh_expiry(now: datetime, ends_at: datetime | None) -> datetime:
    """Give the moment a refresh token ends unless it is used before."""
    sliding = now + SLIDING
    return sliding if ends_at is None else min(sliding, ends_at)


def _portless(uri: str) -> tuple[str, str] | None:
    found = LOOPBACK.fullmatch(uri)
    if found is None or int(found[2] or 80) > HIGHEST_PORT:
        return None
    return found[1], found[3] or ""
