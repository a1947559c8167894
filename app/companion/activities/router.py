from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.scoped import ReadsActivities, WritesActivities
from app.companion.activities import service
from app.companion.activities.dependencies import ActivityToChange, OwnActivity
from app.companion.activities.errors import ActivityNotFound
from app.companion.activities.filters import Filtered
from app.companion.activities.schemas import ActivityCreate, ActivityRead, ActivityUpdate
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import UnknownReference, problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/activities", tags=["activities"])


@router.get("", response_model=Page[ActivityRead])
async def list_activities(
    db: Session, owner: ReadsActivities, filters: Filtered, paging: Pages
) -> dict[str, Any]:
    """List what you want to do, plan to do and have done, newest first."""
    return await service.list_page(db, owner, filters, paging)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=ActivityRead,
    responses=problems(UnknownReference),
)
async def create_activity(
    db: Session, owner: WritesActivities, body: ActivityCreate, now: Now, response: Response
) -> Record:
    """Add something to do. What you meant to do with somebody can be done without them.

    How often and how it was is said by activity logs; `status` is the plan's own.
    """
    return created(response, await service.create(db, owner, body, now=now))


@router.get("/{activity_id}", response_model=ActivityRead, responses=problems(ActivityNotFound))
async def get_activity(activity: OwnActivity) -> Record:
    """Read one activity."""
    return activity


@router.patch(
    "/{activity_id}",
    response_model=ActivityRead,
    responses=problems(ActivityNotFound, UnknownReference),
)
async def update_activity(
    db: Session,
    owner: WritesActivities,
    activity: ActivityToChange,
    body: ActivityUpdate,
    now: Now,
    response: Response,
) -> Record:
    """Change an activity (JSON Merge Patch): absent fields stay, `null` clears."""
    return changed(response, await service.update(db, owner, activity, body, now=now))


@router.delete("/{activity_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_activity(
    db: Session, owner: WritesActivities, activity_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete an activity. Its logs stay, about no activity. What never was is gone, too: 204."""
    await service.delete(db, owner, activity_id, if_match=if_match, now=now)
