from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.dependencies import Reads, Writes
from app.connections.notifications.reminders import service
from app.connections.notifications.reminders.dependencies import OwnReminder, ReminderToChange
from app.connections.notifications.reminders.errors import ReminderNotFound, TooManyReminders
from app.connections.notifications.reminders.schemas import (
    ReminderCreate,
    ReminderRead,
    ReminderUpdate,
)
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import UnknownReference, problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/reminders", tags=["reminders"])


@router.get("", response_model=Page[ReminderRead])
async def list_reminders(db: Session, owner: Reads, paging: Pages) -> dict[str, Any]:
    """List your reminders, newest first."""
    return await service.list_page(db, owner, paging)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=ReminderRead,
    responses=problems(UnknownReference, TooManyReminders),
)
async def create_reminder(
    db: Session, owner: Writes, body: ReminderCreate, now: Now, response: Response
) -> Record:
    """Ask to be reminded, by push or by mail to your confirmed address.

    It goes by the clock on your wall, wherever you are: each time comes once, also when clocks
    change or you travel. A time that clocks skip comes as long after the jump; one shown twice,
    the first time. What falls into your quiet hours is told at their end, once for all of it. If
    the service was away, only the latest is told, and only within the hour.

    What leaves the service says neither title nor subject, only `A moment for yourself`.
    """
    return created(response, await service.create(db, owner, body, now=now))


@router.get("/{reminder_id}", response_model=ReminderRead, responses=problems(ReminderNotFound))
async def get_reminder(reminder: OwnReminder) -> Record:
    """Read one reminder."""
    return reminder


@router.patch(
    "/{reminder_id}",
    response_model=ReminderRead,
    responses=problems(ReminderNotFound, UnknownReference),
)
async def update_reminder(
    db: Session,
    owner: Writes,
    reminder: ReminderToChange,
    body: ReminderUpdate,
    now: Now,
    response: Response,
) -> Record:
    """Change a reminder (JSON Merge Patch): absent fields stay, `null` clears.

    With other times, or after a rest, it goes on from now. A `schedule` that names no hour comes
    with its `local_start`.
    """
    return changed(response, await service.update(db, owner, reminder, body, now=now))


@router.delete("/{reminder_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_reminder(
    db: Session, owner: Writes, reminder_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete a reminder, and the notifications that told of it. What never was is gone: 204."""
    await service.delete(db, owner, reminder_id, if_match=if_match, now=now)
