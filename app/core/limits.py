"""How often something may be tried: counted in the database, so that every process agrees.

The generic cell rate algorithm (ITU-T I.371): one moment a key, one statement an attempt.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import Index, delete, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Database, Db
from app.core.errors import TooManyRequests
from app.core.tables import Base

FORGOTTEN_AT_ONCE = 1_000


class RateLimit(Base):
    """When a key will have been idle long enough to have all its attempts again."""

    __tablename__ = "rate_limits"
    __table_args__ = (Index(None, "full_at"),)

    key: Mapped[bytes] = mapped_column(primary_key=True)
    full_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Limit:
    """`attempts` in a row, then one more each `period / attempts`."""

    name: str
    attempts: int
    period: timedelta


async def spend(db: Db, limit: Limit, key: bytes, *, now: datetime) -> None:
    """Count one attempt, in autocommit: it stays counted if the request is refused.

    `key` is a keyed digest: who or what is limited is not readable in the table.

    Raises:
        TooManyRequests: with `Retry-After` and the draft's `RateLimit` headers.
        RuntimeError: a transaction is open; a rollback would forget the attempt.
    """
    if db.is_open:
        message = "attempts are counted before the transaction"
        raise RuntimeError(message)
    step = limit.period / limit.attempts
    latest = now + limit.period
    within = literal(latest, RateLimit.full_at.type)
    first = insert(RateLimit).values(key=key, full_at=now + step)
    after = func.greatest(RateLimit.full_at, now) + step
    statement = first.on_conflict_do_update(
        index_elements=[RateLimit.key], set_={"full_at": after}, where=after <= within
    ).returning(RateLimit.full_at)
    if await db.scalar(statement) is None:
        full_at = await db.scalar(select(RateLimit.full_at).where(RateLimit.key == key))
        raise TooManyRequests(headers=headers_of(limit, full_at + step - latest))


async def forget_the_idle(database: Database, *, now: datetime) -> None:
    """Delete keys that have all their attempts again: as good as never seen."""
    idle = select(RateLimit.key).where(RateLimit.full_at <= now).limit(FORGOTTEN_AT_ONCE)
    async with database.lease() as db:
        await db.execute(delete(RateLimit).where(RateLimit.key.in_(idle)))


def headers_of(limit: Limit, wait: timedelta) -> dict[str, str]:
    """Say how long to wait, and for which limit."""
    seconds = max(1, ceil(wait.total_seconds()))
    window = int(limit.period.total_seconds())
    return {
        "retry-after": str(seconds),
        "ratelimit-policy": f'"{limit.name}";q={limit.attempts};w={window}',
        "ratelimit": f'"{limit.name}";r=0;t={seconds}',
    }
