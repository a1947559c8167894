from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.unsent_messages import service
from app.companion.unsent_messages.dependencies import OwnUnsentMessage, UnsentMessageToChange
from app.companion.unsent_messages.errors import UnsentMessageNotFound, UnsentMessageReleased
from app.companion.unsent_messages.filters import Filtered
from app.companion.unsent_messages.schemas import (
    UnsentMessageCreate,
    UnsentMessageRead,
    UnsentMessageUpdate,
)
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/unsent-messages", tags=["unsent messages"])


@router.get("", response_model=Page[UnsentMessageRead])
async def list_unsent_messages(
    db: Session, owner: Reads, filters: Filtered, paging: Pages, now: Now
) -> dict[str, Any]:
    """List what you wrote and never sent, newest first by when you wrote it."""
    return await service.list_page(db, owner, filters, paging, now=now)


@router.post("", status_code=status.HTTP_201_CREATED, response_model=UnsentMessageRead)
async def create_unsent_message(
    db: Session, owner: Writes, body: UnsentMessageCreate, now: Now, response: Response
) -> Record:
    """Write a message and hold it. Nothing is ever sent: it can be kept or burned, no more.

    Repeating a create gives the message as it is now, also when it is burned by then.
    """
    return created(response, await service.create(db, owner, body, now=now))


@router.get(
    "/{unsent_message_id}",
    response_model=UnsentMessageRead,
    responses=problems(UnsentMessageNotFound),
)
async def get_unsent_message(message: OwnUnsentMessage) -> Record:
    """Read one unsent message."""
    return message


@router.patch(
    "/{unsent_message_id}",
    response_model=UnsentMessageRead,
    responses=problems(UnsentMessageNotFound, UnsentMessageReleased),
)
async def update_unsent_message(
    db: Session,
    owner: Writes,
    message: UnsentMessageToChange,
    body: UnsentMessageUpdate,
    now: Now,
    response: Response,
) -> Record:
    """Change a message that is held (JSON Merge Patch): absent fields stay, `null` clears.

    One that was let go stays as it is.
    """
    return changed(response, await service.update(db, owner, message, body, now=now))


@router.delete("/{unsent_message_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_unsent_message(
    db: Session, owner: Writes, unsent_message_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete a message. What never was is gone, too: 204."""
    await service.delete(db, owner, unsent_message_id, if_match=if_match, now=now)
