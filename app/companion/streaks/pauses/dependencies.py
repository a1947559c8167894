from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.dependencies import Writes
from app.companion.streaks import service as streaks
from app.companion.streaks.pauses import service
from app.companion.streaks.pauses.errors import PauseNotFound
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record


async def pause_to_delete(
    db: Session, owner: Writes, streak_id: UUID, pause_id: UUID, if_match: IfMatch
) -> Record | None:
    pause = await service.find(db, owner, streak_id, pause_id)
    if pause is not None:
        if_match.check(pause)
    return pause


PauseToDelete = Annotated[Record | None, Depends(pause_to_delete)]


async def pause_to_change(
    db: Session, owner: Writes, streak_id: UUID, pause: PauseToDelete, now: Now
) -> Record:
    if pause is None:
        await streaks.find(db, owner, streak_id, now=now)
        raise PauseNotFound
    return pause


PauseToChange = Annotated[Record, Depends(pause_to_change)]
