from fastapi import Response, status

from app.accounts.auth.dependencies import Writes
from app.accounts.users.errors import NameNeeded
from app.companion.urges.alerts import service
from app.companion.urges.alerts.errors import SupporterHasNotAgreed, TooManyAlerts
from app.companion.urges.alerts.schemas import UrgeAlertCreate, UrgeAlertRead
from app.companion.urges.dependencies import UrgeToAddTo
from app.companion.urges.errors import UrgeNotFound
from app.core.answers import created
from app.core.clock import Now
from app.core.errors import UnknownReference, problems
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/urges/{urge_id}/alerts", tags=["urges"])


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=UrgeAlertRead,
    responses=problems(
        UrgeNotFound, UnknownReference, SupporterHasNotAgreed, NameNeeded, TooManyAlerts
    ),
)
async def alert_supporters(
    db: Session,
    owner: Writes,
    urge: UrgeToAddTo,
    body: UrgeAlertCreate,
    now: Now,
    response: Response,
) -> Record:
    """Ask some of your circle for company, each by a mail that says who asks, and no reason.

    All of them must have agreed (`consent` is `given`), or nobody is asked; nor is anybody while
    you have no plain `display_name` to say (409 `name-needed`). At most three times within an
    hour. A mail that can't be delivered within the hour is not sent any more.
    """
    return created(response, await service.create(db, owner, urge, body, now=now))
