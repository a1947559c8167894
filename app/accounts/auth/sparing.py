"""Writes that a caller may do only so often, because each has an effect outside."""

from collections.abc import Sequence
from datetime import datetime

from app.accounts.auth import access
from app.accounts.auth.callers import Caller
from app.accounts.auth.entrance import Entrance
from app.core import idempotency
from app.core.database import Db
from app.core.limits import Limit
from app.core.owners import Owner


async def for_writing(
    db: Db,
    entrance: Entrance,
    caller: Caller,
    spent: Sequence[tuple[Limit, bytes]],
    *,
    now: datetime,
) -> Owner:
    """Count an attempt on each subject, then write as the caller; it stays counted if refused.

    What was answered before under an idempotency key is answered again, and not counted.

    Raises:
        Unauthenticated: the session has ended.
        TooManyRequests: there were too many.
        IdempotencyKeyInUse, IdempotencyKeyReused, Replayed: as `idempotency.recall`.
    """
    reader = await access.for_reading(db, entrance.vault, caller, now=now)
    if db.attempt is not None:
        await db.begin(reader.id)
        await idempotency.recall(db, db.attempt, reader, is_alone=True, now=now)
        await db.rollback()
    for limit, subject in spent:
        await entrance.spend(db, limit, subject, now=now)
    return await access.for_writing(db, entrance.vault, caller, now=now)
