from typing import Annotated
from uuid import UUID

from fastapi import Depends, Response

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.unsent_messages import service
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record


async def own_unsent_message(
    db: Session, owner: Reads, unsent_message_id: UUID, now: Now, response: Response
) -> Record:
    message = await service.find(db, owner, unsent_message_id)
    service.untag_what_burns(response, [message])
    return service.shown(message, now=now)


async def unsent_message_to_change(
    db: Session, owner: Writes, unsent_message_id: UUID, if_match: IfMatch
) -> Record:
    message = await service.find(db, owner, unsent_message_id)
    if_match.check(message)
    return message


OwnUnsentMessage = Annotated[Record, Depends(own_unsent_message)]
UnsentMessageToChange = Annotated[Record, Depends(unsent_message_to_change)]
