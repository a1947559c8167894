"""What happened: recorded in the caller's transaction, told to the worker afterwards.

`tell` calls those who must act in the same transaction; features meet here, by ids.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import CTE, Index, Insert, SelectBase, insert
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Db
from app.core.ids import new_id
from app.core.owners import Owner
from app.core.tables import Base

Listener = Callable[[Db, Owner, UUID, datetime], Awaitable[None]]

OUTBOX_COLUMNS = ("id", "user_id", "type", "subject_id", "recorded_at", "due_at")

_listeners: defaultdict[str, list[Listener]] = defaultdict(list)


class OutboxEvent(Base):
    """A fact with ids and no content; the worker deletes it when all its tasks are done."""

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "due_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID]
    type: Mapped[str]
    subject_id: Mapped[UUID]
    recorded_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")


def left_in_outbox(events: SelectBase, name: str = "event") -> CTE:
    """Leave events within a larger statement; they are selected as `OUTBOX_COLUMNS`."""
    row = insert(OutboxEvent).from_select(OUTBOX_COLUMNS, events, include_defaults=False)
    return row.cte(name)


def listen(event_type: str) -> Callable[[Listener], Listener]:
    """Call the function within the transaction of each event of this type."""

    def add(listener: Listener) -> Listener:
        _listeners[event_type].append(listener)
        return listener

    return add


async def record(
    db: Db, user_id: UUID, event_type: str, subject_id: UUID, *, now: datetime
) -> None:
    """Leave an event for the worker, if the transaction commits."""
    await db.execute(_insertion(user_id, event_type, subject_id, now))


async def tell(db: Db, owner: Owner, event_type: str, subject_id: UUID, *, now: datetime) -> None:
    """Let the other features act on what was just done, in the same transaction."""
    for listener in _listeners[event_type]:
        await listener(db, owner, subject_id, now)


def _insertion(user_id: UUID, event_type: str, subject_id: UUID, now: datetime) -> Insert:
    return insert(OutboxEvent).values(
        id=new_id(),
        user_id=user_id,
        type=event_type,
        subject_id=subject_id,
        recorded_at=now,
        due_at=now,
    )
