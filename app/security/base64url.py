"""Base64url without padding, of which only the one canonical spelling is read."""

import base64


def encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Read what `encode` writes.

    Raises:
        ValueError: padding, other characters, or bits set in the last character that say nothing.
    """
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if encode(raw) != text:
        raise ValueError(text)
    return raw
