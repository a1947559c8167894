"""The sealed half of an account: its texts on the way into a profile's row and out of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.accounts.users import queries
from app.accounts.users.models import Profile
from app.core.database import Db
from app.core.owners import Cipher

TEXTS = frozenset({"email", "pending_email", "former_email", "display_name", "password_hash"})


async def load(db: Db, cipher: Cipher, user_id: UUID) -> dict[str, Any]:
    """Read a profile's texts, acting as its user."""
    row = (await db.execute(queries.profile_texts(user_id))).one()
    return opened(cipher, user_id, dict(row._mapping))  # noqa: SLF001


async def change(db: Db, cipher: Cipher, user_id: UUID, texts: Mapping[str, str | None]) -> None:
    """Overwrite some texts of a profile, acting as its user."""
    await db.execute(queries.profile_change(user_id, sealed(cipher, user_id, texts)))


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
