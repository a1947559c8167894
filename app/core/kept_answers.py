"""Answers kept under an idempotency key, sealed, beside the effect that they tell of."""

from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from sqlalchemy import Delete, Table, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.orm import Mapped, mapped_column

from app.core import due_work
from app.core.database import Db
from app.core.owners import Owner
from app.core.sealing import opened, sealed
from app.core.tables import (
    ANY_OWNER,
    AnySelect,
    Encrypted,
    Owned,
    Record,
    built_once,
    mine,
    table_of,
)

KEPT_FOR = timedelta(hours=24)
EXPIRED = "kept_answers.expired"
FORGOTTEN_AT_ONCE = 1_000
FORGOTTEN_EVERY = timedelta(hours=1)


class KeptAnswer(Owned):
    """A success under a key, of which `id` is a keyed digest; so is `request_digest`."""

    __tablename__ = "kept_answers"

    request_digest: Mapped[bytes]
    answer: Mapped[bytes] = mapped_column(Encrypted())
    expires_at: Mapped[datetime]


async def find(db: Db, owner: Owner, answer_id: UUID, *, now: datetime) -> Record | None:
    parameters = {"owner_id": owner.id, "answer_id": answer_id, "now": now}
    row = await db.first(_present(table_of(KeptAnswer)), parameters)
    return None if row is None else opened(owner, KeptAnswer, row)


async def put(
    db: Db, owner: Owner, answer_id: UUID, digest: bytes, answer: str, *, now: datetime
) -> None:
    """Keep an answer, in the place of one that has expired; let it be forgotten in a day."""
    expires_at = now + KEPT_FOR
    row = {
        "user_id": owner.id,
        "id": answer_id,
        "request_digest": digest,
        "answer": answer,
        "expires_at": expires_at,
    }
    plan = due_work.first_plan(owner.id, EXPIRED, owner.id, due_at=expires_at)
    await db.execute(_keeping().add_cte(plan), sealed(owner, KeptAnswer, row))


async def forget_expired(db: Db, owner: Owner, *, now: datetime) -> None:
    """Delete the owner's answers whose time is over, so many at once, and plan the rest.

    Others may lie for an hour more, but nobody gets them any more.
    """
    await db.execute(_forgetting(owner, now))
    next_at = await db.scalar(_next_expiry(owner))
    if next_at is not None:
        due_at = now if next_at <= now else max(next_at, now + FORGOTTEN_EVERY)
        await due_work.plan(db, owner.id, EXPIRED, owner.id, due_at=due_at)


@built_once
def _present(answers: Table) -> AnySelect:
    return select(answers.c.id, answers.c.request_digest, answers.c.answer).where(
        mine(answers.c, ANY_OWNER),
        answers.c.id == bindparam("answer_id"),
        answers.c.expires_at > bindparam("now"),
    )


@cache
def _keeping() -> Insert:
    statement = insert(KeptAnswer)
    anew = {name: statement.excluded[name] for name in ("request_digest", "answer", "expires_at")}
    return statement.on_conflict_do_update(index_elements=["user_id", "id"], set_=anew)


def _forgetting(owner: Owner, now: datetime) -> Delete:
    expired = (
        select(KeptAnswer.id)
        .where(mine(KeptAnswer, owner), KeptAnswer.expires_at <= now)
        .limit(FORGOTTEN_AT_ONCE)
    )
    return delete(KeptAnswer).where(mine(KeptAnswer, owner), KeptAnswer.id.in_(expired))


def _next_expiry(owner: Owner) -> AnySelect:
    return select(func.min(KeptAnswer.expires_at)).where(mine(KeptAnswer, owner))
