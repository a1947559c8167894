"""Recovery codes: opaque secrets that somebody writes on paper and types years later.

The user's id and 16 secret bytes in Crockford's base32, which has no I, L, O or U, in groups of
four. Case, spaces and dashes don't matter; O is read as 0, I and L as 1.
"""

import base64
import hmac
import secrets
from dataclasses import dataclass, field, replace
from uuid import UUID

from app.security.opaque_secrets import MalformedSecret

UUID_BYTES = 16
SECRET_BYTES = 16
CHARACTERS = 52
GROUP = 4
LONGEST_INPUT = 200
PADDING = "=" * 4

DASHES = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}"
RFC_4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
WRITTEN = str.maketrans(RFC_4648, CROCKFORD)
READ = str.maketrans(CROCKFORD + CROCKFORD.lower() + "OoIiLl", RFC_4648 * 2 + "AABBBB")


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    user_id: UUID
    secret: bytes = field(repr=False)


def make_recovery_code(user_id: UUID) -> tuple[str, bytes]:
    """Return the text to show once and the secret to store the digest of."""
    secret = secrets.token_bytes(SECRET_BYTES)
    return spell_recovery_code(RecoveryCode(user_id, secret)), secret


def spell_recovery_code(code: RecoveryCode) -> str:
    text = _encode(code.user_id.bytes + code.secret).translate(WRITTEN)
    return "-".join(text[at : at + GROUP] for at in range(0, CHARACTERS, GROUP))


def following_recovery_code(key: bytes, code: RecoveryCode) -> RecoveryCode:
    """Return the one code that follows another: asking again gives the same again."""
    secret = hmac.digest(key, code.secret, "sha256")[:SECRET_BYTES]
    return replace(code, secret=secret)


def parse_recovery_code(text: str) -> RecoveryCode:
    """Read a code as somebody may have typed it.

    Raises:
        MalformedSecret: no user can have been given such a code.
    """
    if len(text) > LONGEST_INPUT:
        raise MalformedSecret
    typed = [c for c in text if not c.isspace() and c not in DASHES]
    if len(typed) != CHARACTERS or any(ord(c) not in READ for c in typed):
        raise MalformedSecret
    standard = "".join(typed).translate(READ)
    raw = base64.b32decode(standard + PADDING)
    if _encode(raw) != standard:
        raise MalformedSecret
    return RecoveryCode(UUID(bytes=raw[:UUID_BYTES]), raw[UUID_BYTES:])


def _encode(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=")
