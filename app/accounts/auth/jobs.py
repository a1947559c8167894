"""Acting as a user of whom no session is at hand: in tasks, and by a token from a mail."""

from typing import Any
from uuid import UUID

from app.accounts.auth.access import FIRST_PARTY
from app.accounts.auth.access_queries import JOB_READ, JOB_WRITE
from app.core.database import Db
from app.core.ids import NOBODY
from app.core.owners import Cipher, Owner
from app.security.vault import KeyDestroyed, Vault


async def for_reading(db: Db, cipher: Cipher, user_id: UUID) -> Owner | None:
    """Give a live user within a transaction as them, or None."""
    row = await db.first(JOB_READ, {"user_id": user_id})
    return None if row is None else _owner(user_id, cipher, row)


async def for_writing(db: Db, vault: Vault, user_id: UUID) -> Owner | None:
    """Begin a transaction as a user and take their row, or None if there is none (any more)."""
    try:
        cipher = await vault.cipher_of(user_id)
    except KeyDestroyed:
        return None
    await db.begin_holding(user_id)
    row = await db.first(JOB_WRITE, {"user_id": user_id})
    return None if row is None else _owner(user_id, cipher, row)


def _owner(user_id: UUID, cipher: Cipher, row: Any) -> Owner:  # noqa: ANN401
    return Owner(
        id=user_id,
        session_id=NOBODY,
        scopes=frozenset(),
        source=FIRST_PARTY,
        revision=row.revision,
        time_zone=row.time_zone,
        day_starts_at=row.day_starts_at,
        week_starts_on=row.week_starts_on,
        today_floor=row.today_floor,
        locale=row.locale,
        preferences=row.preferences,
        cipher=cipher,
    )
