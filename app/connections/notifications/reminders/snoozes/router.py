from fastapi import Response, status

from app.accounts.auth.dependencies import Writes
from app.connections.notifications.reminders.dependencies import ReminderToAddTo
from app.connections.notifications.reminders.errors import ReminderNotFound
from app.connections.notifications.reminders.snoozes import service
from app.connections.notifications.reminders.snoozes.schemas import SnoozeCreate, SnoozeRead
from app.core.answers import created
from app.core.clock import Now
from app.core.errors import problems
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/reminders/{reminder_id}/snoozes", tags=["reminders"])


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=SnoozeRead,
    responses=problems(ReminderNotFound),
)
async def snooze_reminder(
    db: Session,
    owner: Writes,
    reminder: ReminderToAddTo,
    body: SnoozeCreate,
    now: Now,
    response: Response,
) -> Record:
    """Have it told once more later; its schedule stays as it is. Quiet hours hold.

    A new snooze takes the place of one that is still waiting. One that was over more than an
    hour ago, as an old one from a phone that was offline, tells nothing.
    """
    return created(response, await service.create(db, owner, reminder, body, now=now))
