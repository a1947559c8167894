from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.dependencies import ReadsUntagged, Writes
from app.companion.space_windows import service
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record


async def own_space_window(
    db: Session, owner: ReadsUntagged, space_window_id: UUID, now: Now
) -> Record:
    return await service.find(db, owner, space_window_id, now=now)


async def space_window_to_change(
    db: Session, owner: Writes, space_window_id: UUID, if_match: IfMatch, now: Now
) -> Record:
    window = await service.find(db, owner, space_window_id, now=now)
    if_match.check(window)
    return window


OwnSpaceWindow = Annotated[Record, Depends(own_space_window)]
SpaceWindowToChange = Annotated[Record, Depends(space_window_to_change)]
