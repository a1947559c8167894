from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.scoped import ReadsActivities, WritesActivities
from app.companion.activities.logs import service
from app.companion.activities.logs.dependencies import ActivityLogToChange, OwnActivityLog
from app.companion.activities.logs.errors import ActivityLogNotFound
from app.companion.activities.logs.filters import Filtered
from app.companion.activities.logs.schemas import (
    ActivityLogCreate,
    ActivityLogRead,
    ActivityLogUpdate,
)
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import UnknownReference, problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/activity-logs", tags=["activities"])


@router.get("", response_model=Page[ActivityLogRead])
async def list_activity_logs(
    db: Session, owner: ReadsActivities, filters: Filtered, paging: Pages
) -> dict[str, Any]:
    """List what you did, newest first by when it was.

    An activity that you do not have gives an empty list.
    """
    return await service.list_page(db, owner, filters, paging)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=ActivityLogRead,
    responses=problems(UnknownReference),
)
async def create_activity_log(
    db: Session, owner: WritesActivities, body: ActivityLogCreate, now: Now, response: Response
) -> Record:
    """Log something you did, now or at any time before, as one of your activities or on its own.

    `mindfulness_type` has the words of Health Connect's mindfulness sessions.
    """
    return created(response, await service.create(db, owner, body, now=now))


@router.get(
    "/{activity_log_id}",
    response_model=ActivityLogRead,
    responses=problems(ActivityLogNotFound),
)
async def get_activity_log(log: OwnActivityLog) -> Record:
    """Read one log."""
    return log


@router.patch(
    "/{activity_log_id}",
    response_model=ActivityLogRead,
    responses=problems(ActivityLogNotFound, UnknownReference),
)
async def update_activity_log(
    db: Session,
    owner: WritesActivities,
    log: ActivityLogToChange,
    body: ActivityLogUpdate,
    now: Now,
    response: Response,
) -> Record:
    """Change a log (JSON Merge Patch): absent fields stay, `null` clears."""
    return changed(response, await service.update(db, owner, log, body, now=now))


@router.delete("/{activity_log_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_activity_log(
    db: Session, owner: WritesActivities, activity_log_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete a log. What never was is gone, too: 204."""
    await service.delete(db, owner, activity_log_id, if_match=if_match, now=now)
