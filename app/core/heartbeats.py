"""A sign of life that the worker leaves, so that the API can tell whether there is one."""

from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Database
from app.core.tables import Base

BEAT_S = 10.0
LATE_AFTER = timedelta(minutes=1)

Pulse = Literal["alive", "late", "never"]


class Heartbeat(Base):
    """When some worker was last there, by the app's clock; all of them share one row."""

    __tablename__ = "heartbeats"

    process: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]


async def beat(database: Database, *, now: datetime) -> None:
    async with database.lease() as db:
        await db.execute(_beating(now))


async def last(database: Database) -> datetime | None:
    """Tell when a worker was last there."""
    async with database.lease() as db:
        seen_at: datetime | None = await db.scalar(
            select(Heartbeat.seen_at).where(Heartbeat.process == "worker")
        )
    return seen_at


def pulse(seen_at: datetime | None, *, now: datetime) -> Pulse:
    if seen_at is None:
        return "never"
    return "alive" if now - seen_at <= LATE_AFTER else "late"


def _beating(now: datetime) -> Insert:
    statement = insert(Heartbeat).values(process="worker", seen_at=now)
    return statement.on_conflict_do_update(
        index_elements=["process"], set_={"seen_at": statement.excluded.seen_at}
    )
