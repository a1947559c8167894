"""Waiting until the worker has done what a user's requests and the clock have left to it."""

from uuid import UUID

from fastapi import FastAPI
from sqlalchemy import text

from tests.waiting import until

OPEN_WORK = text(
    "SELECT count(*) FROM ("
    "SELECT due_at FROM due_work WHERE user_id = :user_id AND due_at <= :now"
    " UNION ALL "
    "SELECT due_at FROM outbox WHERE user_id = :user_id AND type = ANY(:types)"
    " UNION ALL "
    "SELECT due_at FROM outbox WHERE user_id = :user_id AND type = 'milestones.created'"
    " AND EXISTS (SELECT FROM webhook_followers WHERE user_id = :user_id)"
    " UNION ALL "
    "SELECT due_at FROM webhook_queue WHERE user_id = :user_id AND due_at <= :now) AS open_work"
)
LISTENED_TO = [
    *("streaks.created", "streaks.changed", "streaks.deleted", "streak_pauses.changed"),
    *("milestones.due", "reminders.due", "reminders.snooze_due", "imports.created"),
]


async def settled(app: FastAPI, user_id: UUID | str) -> None:
    """Wait for the milestones of a user; other features' tasks may still be open."""
    who = {"user_id": UUID(str(user_id)), "types": LISTENED_TO}

    async def is_done() -> bool:
        async with app.state.database.lease() as db:
            return not await db.scalar(OPEN_WORK, who | {"now": app.state.clock()})

    await until(is_done)
