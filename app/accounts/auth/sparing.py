"""Writes that a caller may do only so often, because each has an effect outside."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from app.accounts.auth import access
from app.accounts.auth.entrance import Entrance
from app.core.database import Db
from app.core.limits import Limit
from app.core.owners import Owner
from app.security.claims import Claims


@asynccontextmanager
async def writing(
    entrance: Entrance, claims: Claims, spent: Sequence[tuple[Limit, bytes]], *, now: datetime
) -> AsyncGenerator[tuple[Db, Owner]]:
    """Count an attempt on each subject, then write as the caller; it stays counted if refused.

    Raises:
        Unauthenticated: the session has ended.
        TooManyRequests: there were too many.
    """
    async with entrance.database.lease() as db:
        await access.for_reading(db, entrance.vault, claims, now=now)
        for limit, subject in spent:
            await entrance.spend(db, limit, subject, now=now)
        yield db, await access.for_writing(db, entrance.vault, claims, now=now)
