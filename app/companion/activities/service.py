"""What can be done with activities."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.companion.activities import queries
from app.companion.activities.errors import ActivityNotFound
from app.companion.activities.filters import Filters
from app.companion.activities.models import Activity
from app.companion.activities.schemas import ActivityCreate, ActivityUpdate
from app.core import events, records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Stored
from app.core.tables import Record


async def create(db: Db, owner: Owner, new: ActivityCreate, *, now: datetime) -> Stored:
    return await records.create(db, owner, Activity, new, new.model_dump(), now=now)


async def find(db: Db, owner: Owner, activity_id: UUID) -> Record:
    """Load one of the owner's activities.

    Raises:
        ActivityNotFound: there is none of that id, or it is somebody else's.
    """
    activity = await records.find(db, owner, Activity, activity_id)
    if activity is None:
        raise ActivityNotFound
    return activity


async def list_page(db: Db, owner: Owner, filters: Filters, paging: Paging) -> dict[str, Any]:
    asked = queries.activities_of(owner, filters, paging)
    activities = await records.fetch(db, owner, Activity, *asked)
    return paging.page(activities, owner, "recorded_at", "id")


async def update(
    db: Db, owner: Owner, activity: Record, changes: ActivityUpdate, *, now: datetime
) -> Record:
    return await records.change(db, owner, Activity, activity["id"], changes.model_dump(), now=now)


async def delete(
    db: Db, owner: Owner, activity_id: UUID, *, if_match: Versions, now: datetime
) -> None:
    """Delete an activity; its logs stay, about no activity. What is gone stays gone."""
    await events.tell(db, owner, "activities.deleting", activity_id, now=now)
    await records.delete(db, owner, Activity, activity_id, now=now, if_match=if_match)
