"""What is to happen at a moment to come, by the app's clock: when it is due, it becomes an event.

Features plan work under a kind, which is the type of the event that their tasks listen to.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import CTE, Delete, Index, Update, delete, literal, select, update
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Db
from app.core.events import OutboxEvent, left_in_outbox
from app.core.ids import new_id
from app.core.tables import AnySelect, Base, Record


class DueWork(Base):
    """A directory row with ids and no content: at most one for a user, a kind and a subject."""

    __tablename__ = "due_work"
    __table_args__ = (Index(None, "due_at"),)

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID]
    due_at: Mapped[datetime]


async def plan(db: Db, user_id: UUID, kind: str, subject_id: UUID, *, due_at: datetime) -> None:
    """Let an event of this kind come at `due_at`, instead of when it was planned before."""
    await db.execute(_planning(_row(user_id, kind, subject_id, due_at)))


async def plan_all(db: Db, user_id: UUID, kind: str, moments: Mapping[UUID, datetime]) -> None:
    """Do so for each of these subjects, in one statement."""
    rows = [_row(user_id, kind, subject_id, due_at) for subject_id, due_at in moments.items()]
    if rows:
        await db.execute(_planning(rows))


async def drop(db: Db, user_id: UUID, kind: str, subject_id: UUID) -> None:
    """Plan it no more; what is an event already still comes."""
    await db.execute(_dropping(user_id, kind, subject_id))


async def hasten(db: Db, user_id: UUID, kind: str, *, due_at: datetime) -> None:
    """Let all that is planned of this kind come at `due_at` instead."""
    await db.execute(_hastening(user_id, kind, due_at))


def first_plan(user_id: UUID, kind: str, subject_id: UUID, *, due_at: datetime) -> CTE:
    """Plan it within a larger statement, unless it is planned already.

    A plan that falls due at this very moment counts as one: its task then plans anew.
    """
    row = insert(DueWork).values(_row(user_id, kind, subject_id, due_at))
    return row.on_conflict_do_nothing().cte("plan")


def falling_due(now: datetime, limit: int) -> AnySelect:
    """Turn what is due into events, whole or not at all; give the ids of them."""
    due = (
        select(DueWork.id)
        .where(DueWork.due_at <= now)
        .order_by(DueWork.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    gone = (
        delete(DueWork)
        .where(DueWork.id.in_(select(due.c.id)))
        .returning(DueWork.id, DueWork.user_id, DueWork.kind, DueWork.subject_id)
        .cte("gone")
    )
    moment = literal(now, OutboxEvent.due_at.type)
    rows = select(gone.c.id, gone.c.user_id, gone.c.kind, gone.c.subject_id, moment, moment)
    return select(gone.c.id).add_cte(left_in_outbox(rows))


def _planning(given: Record | list[Record]) -> Insert:
    """Take a row or several; SQLAlchemy builds the statement of a single one only once."""
    statement = insert(DueWork).values(given)
    moved = {"id": statement.excluded.id, "due_at": statement.excluded.due_at}
    return statement.on_conflict_do_update(
        index_elements=["user_id", "kind", "subject_id"], set_=moved
    )


def _row(user_id: UUID, kind: str, subject_id: UUID, due_at: datetime) -> Record:
    return {
        "user_id": user_id,
        "kind": kind,
        "subject_id": subject_id,
        "id": new_id(),
        "due_at": due_at,
    }


def _hastening(user_id: UUID, kind: str, due_at: datetime) -> Update:
    planned = (DueWork.user_id == user_id, DueWork.kind == kind)
    return update(DueWork).where(*planned).values(due_at=due_at)


def _dropping(user_id: UUID, kind: str, subject_id: UUID) -> Delete:
    return delete(DueWork).where(
        DueWork.user_id == user_id, DueWork.kind == kind, DueWork.subject_id == subject_id
    )
