"""What happens to goals when something else changes: in the same transaction.

A new log is counted by the statement that makes it. Before a log changes or goes, its period is
counted without it; afterwards, with it.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from app.companion.goals.recounting import service as recounting
from app.core import events, plans
from app.core.database import Db
from app.core.owners import Owner
from app.core.plans import Plan
from app.core.record_statements import Along


@plans.answer("activity_logs.creating")
async def count_new_log(db: Db, owner: Owner, log: Plan, now: datetime) -> Sequence[Along]:
    return await recounting.recount_along(db, owner, log, now=now)


@events.listen("activity_logs.changed")
async def count_log(db: Db, owner: Owner, log_id: UUID, now: datetime) -> None:
    await recounting.recount_around(db, owner, log_id, is_going=False, now=now)


@events.listen("activity_logs.changing")
@events.listen("activity_logs.deleting")
async def leave_log_out(db: Db, owner: Owner, log_id: UUID, now: datetime) -> None:
    await recounting.recount_around(db, owner, log_id, is_going=True, now=now)


@events.listen("activities.deleting")
async def let_go_of_activity(db: Db, owner: Owner, activity_id: UUID, now: datetime) -> None:
    """Count what is left to its goals: the logs that name them."""
    await recounting.recount_without_activity(db, owner, activity_id, now=now)


@events.listen("users.changed")
async def keep_to_weeks(db: Db, owner: Owner, _user_id: UUID, now: datetime) -> None:
    """Count by other weeks if the user's weeks start on another day from now on."""
    await recounting.recount_weeks(db, owner, now=now)
