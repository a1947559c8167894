from fastapi import Response

from app.accounts.auth.dependencies import Writes
from app.companion.unsent_messages.dependencies import UnsentMessageToChange
from app.companion.unsent_messages.errors import UnsentMessageBurned, UnsentMessageNotFound
from app.companion.unsent_messages.releases import service
from app.companion.unsent_messages.releases.schemas import ReleasePut
from app.companion.unsent_messages.schemas import UnsentMessageRead
from app.core.answers import changed
from app.core.clock import Now
from app.core.errors import problems
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/unsent-messages/{unsent_message_id}/release", tags=["unsent messages"])


@router.put(
    "",
    response_model=UnsentMessageRead,
    responses=problems(UnsentMessageNotFound, UnsentMessageBurned),
)
async def release_unsent_message(
    db: Session,
    owner: Writes,
    message: UnsentMessageToChange,
    body: ReleasePut,
    now: Now,
    response: Response,
) -> Record:
    """Let a message go, also before `hold_until`, which is advice. Nothing is sent.

    What was kept can be burned later. What is burned stays burned: its words are gone, what is
    left is that there was a message. Sent again, the first time holds.
    """
    return changed(response, await service.put(db, owner, message, body, now=now))
