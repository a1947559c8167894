"""Secrets handed out as text and stored hashed, which carry the id of their user.

`prefix_` and 64 bytes in base64url: the user's id, the record's id, 32 secret bytes. So the look-up
goes by (user, record), and only then are digests compared.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from app.security import base64url

SECRET_BYTES = 32
UUID_BYTES = 16


class MalformedSecret(Exception):
    """The text is none of our secrets of this kind, whatever the database holds."""


@dataclass(frozen=True, slots=True)
class OpaqueSecret:
    """`id` names the record: of a refresh token the session, which all its successors share."""

    user_id: UUID
    id: UUID
    secret: bytes = field(repr=False)


def make(user_id: UUID, record_id: UUID | None = None) -> OpaqueSecret:
    return OpaqueSecret(user_id, record_id or uuid4(), secrets.token_bytes(SECRET_BYTES))


def spell(prefix: str, secret: OpaqueSecret) -> str:
    raw = secret.user_id.bytes + secret.id.bytes + secret.secret
    return f"{prefix}_{base64url.encode(raw)}"


def parse(prefix: str, text: str) -> OpaqueSecret:
    """Read what `spell` writes for the same prefix, in that one spelling.

    Raises:
        MalformedSecret: anything else.
    """
    kind = f"{prefix}_"
    try:
        raw = base64url.decode(text.removeprefix(kind))
    except ValueError:
        raise MalformedSecret from None
    if not text.startswith(kind) or len(raw) != 2 * UUID_BYTES + SECRET_BYTES:
        raise MalformedSecret
    return OpaqueSecret(
        user_id=UUID(bytes=raw[:UUID_BYTES]),
        id=UUID(bytes=raw[UUID_BYTES : 2 * UUID_BYTES]),
        secret=raw[2 * UUID_BYTES :],
    )


def digest(secret: bytes) -> bytes:
    """Hash for storage. SHA-256 is enough: the secret is random, so there is nothing to guess."""
    return hashlib.sha256(secret).digest()


def matches(secret: bytes, stored: bytes) -> bool:
    return hmac.compare_digest(digest(secret), stored)


def successor(server_key: bytes, predecessor: OpaqueSecret) -> OpaqueSecret:
    """Return the one secret that follows another: asking again gives the same again."""
    following = hmac.digest(server_key, predecessor.secret, "sha256")
    return replace(predecessor, secret=following)
