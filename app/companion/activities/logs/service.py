"""What can be done with activity logs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.companion.activities.logs import queries
from app.companion.activities.logs.errors import ActivityLogNotFound
from app.companion.activities.logs.filters import Filters
from app.companion.activities.logs.models import ActivityLog
from app.companion.activities.logs.schemas import ActivityLogCreate, ActivityLogUpdate
from app.core import entries, events, plans, records, units
from app.core.conditional import Versions
from app.core.database import Db
from app.core.errors import refuse
from app.core.ids import new_id
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Derived, Draft, Stored
from app.core.tables import Record

COUNTED = {"local_date", "activity_id", "goal_id", "amount", "unit"}
"""What others count a log by; they are told before and after one of these changes."""


async def create(db: Db, owner: Owner, new: ActivityLogCreate, *, now: datetime) -> Stored:
    """Log something done, in the activity's area where the client names none.

    What others count it for is written in the same statement.

    Raises:
        Invalid: it lies ahead, or has neither area nor activity; or as `records.create`.
    """
    columns = new.model_dump() | entries.placed(owner, new, now=now)
    columns |= {"id": new.id or new_id(), "unit_digest": units.digest_of(owner, new.unit)}
    derived = {} if new.area else {"area": _area_of_activity(owner, new)}
    asked = "activity_logs.creating"
    along = await plans.ask(db, owner, asked, columns, now=now) if _may_count(columns) else ()
    draft = Draft(ActivityLog, new, columns, along, derived=derived)
    return await records.make(db, owner, draft, now=now)


async def find(db: Db, owner: Owner, log_id: UUID) -> Record:
    """Load one of the owner's activity logs.

    Raises:
        ActivityLogNotFound: there is none of that id, or it is somebody else's.
    """
    log = await records.find(db, owner, ActivityLog, log_id)
    if log is None:
        raise ActivityLogNotFound
    return log


async def list_page(db: Db, owner: Owner, filters: Filters, paging: Paging) -> dict[str, Any]:
    logs = await records.fetch(db, owner, ActivityLog, *queries.logs_of(owner, filters, paging))
    return paging.page(logs, owner, "occurred_at", "id")


async def update(
    db: Db, owner: Owner, log: Record, changes: ActivityLogUpdate, *, now: datetime
) -> Record:
    """Change a log.

    Raises:
        Invalid: it would lie ahead.
        UnknownReference: it names an activity that the owner does not have.
    """
    columns = entries.moved(log, changes.model_dump(), now=now)
    if "unit" in columns:
        columns["unit_digest"] = units.digest_of(owner, columns["unit"])
    is_counted_anew = columns.keys() & COUNTED and (_may_count(log) or _may_count(columns))
    if is_counted_anew:
        await events.tell(db, owner, "activity_logs.changing", log["id"], now=now)
    changed = await records.change(db, owner, ActivityLog, log["id"], columns, now=now)
    if is_counted_anew:
        await events.tell(db, owner, "activity_logs.changed", log["id"], now=now)
    return changed


async def delete(db: Db, owner: Owner, log_id: UUID, *, if_match: Versions, now: datetime) -> None:
    """Delete a log; deleting what is gone does nothing."""
    await events.tell(db, owner, "activity_logs.deleting", log_id, now=now)
    await records.delete(db, owner, ActivityLog, log_id, now=now, if_match=if_match)


def _may_count(log: Mapping[str, Any]) -> bool:
    """Tell whether it names anything that others may count it for."""
    return log.get("goal_id") is not None or log.get("activity_id") is not None


def _area_of_activity(owner: Owner, new: ActivityLogCreate) -> Derived:
    if new.activity_id is None:
        refuse("/area", "needed where no `activity_id` gives one")
    return queries.area_of(owner, new.activity_id)
