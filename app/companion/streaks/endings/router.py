from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.dependencies import Writes
from app.companion.streaks.dependencies import StreakToChange
from app.companion.streaks.endings import service
from app.companion.streaks.endings.schemas import EndingPut
from app.companion.streaks.errors import StreakNotFound, StreakRunsAlready
from app.companion.streaks.schemas import StreakRead
from app.core.answers import changed
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import problems
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/streaks/{streak_id}/ending", tags=["streaks"])


@router.put("", response_model=StreakRead, responses=problems(StreakNotFound))
async def end_streak(
    db: Session,
    owner: Writes,
    streak: StreakToChange,
    body: EndingPut,
    now: Now,
    response: Response,
) -> Record:
    """End a streak, or correct how it ended. What was kept stays; its figures stand still.

    Sent again without `ended_at`, the moment of the first time holds.
    """
    return changed(response, await service.put(db, owner, streak, body, now=now))


@router.delete("", status_code=status.HTTP_204_NO_CONTENT, responses=problems(StreakRunsAlready))
async def reopen_streak(
    db: Session, owner: Writes, streak_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Take an ending back: the streak has then run on all the time, with all that happened.

    A streak that runs, or that you do not have: 204.
    """
    await service.delete(db, owner, streak_id, if_match=if_match, now=now)
