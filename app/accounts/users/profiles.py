"""The sealed half of an account: its texts on the way into a profile's row and out of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.accounts.users.models import Profile
from app.core.owners import Cipher

TEXTS = frozenset({"email", "pending_email", "former_email", "display_name", "password_hash"})


def sealed(
    cipher: Cipher, user_id: UUID, texts: Mapping[str, str | None]
) -> dict[str, bytes | None]:
    """Encrypt a profile's texts; what is None stays None."""
    return {
        name: None
        if text is None
        else cipher.seal(text, table=Profile.__tablename__, column=name, row_id=user_id)
        for name, text in texts.items()
    }


def opened(cipher: Cipher, user_id: UUID, row: Mapping[str, Any]) -> dict[str, Any]:
    """Decrypt those columns of a row that are texts of a profile."""
    record = dict(row)
    for name in TEXTS & record.keys():
        if record[name] is not None:
            record[name] = cipher.open(
                record[name], table=Profile.__tablename__, column=name, row_id=user_id
            )
    return record
