"""Long texts: plain, or sealed by the client before it sends them, and then opaque to us."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from app.core.errors import refuse

MOST = 20_000
MOST_SEALED = 108_000
"""20,000 characters are at most 80,000 bytes; with 1,000 bytes for the cipher, so much base64."""

BASE64 = re.compile(r"(?:[A-Za-z0-9+/]+|[A-Za-z0-9_-]+)={0,2}")

LongText = Annotated[
    str,
    Field(
        min_length=1,
        max_length=MOST_SEALED,
        description="At most 20,000 characters. Sealed: base64 or base64url, at most 108,000.",
    ),
]
IsSealed = Annotated[
    bool,
    Field(
        description="You have encrypted `body` yourself and send it as base64 or base64url. It is "
        "kept as it is, and nobody here can read it."
    ),
]


def check(body: str, *, is_sealed: bool) -> None:
    """Refuse a text that is too long, or that can't have been sealed as its flag says.

    Raises:
        Invalid: it is so.
    """
    if is_sealed and not is_base64(body):
        refuse("/body", "a sealed text is base64 or base64url")
    if not is_sealed and len(body) > MOST:
        refuse("/body", f"longer than {MOST:,} characters")


def check_change(record: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """Do as `check` for a change of a record; its flag can only change along with its text.

    Raises:
        Invalid: the text does not fit, or the flag changes without it.
    """
    is_sealed = changes.get("is_sealed", record["is_sealed"])
    if "body" in changes:
        check(changes["body"], is_sealed=is_sealed)
    elif is_sealed != record["is_sealed"]:
        refuse("/body", "needed where `is_sealed` changes")


def is_base64(text: str) -> bool:
    """Tell whether it is base64 of either alphabet (RFC 4648), padded or not."""
    if not BASE64.fullmatch(text):
        return False
    left_over = len(text) % 4
    return left_over == 0 if text.endswith("=") else left_over != 1
