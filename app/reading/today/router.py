from typing import Annotated

from fastapi import Query

from app.accounts.auth.dependencies import Reads
from app.core.clock import Now
from app.core.routing import Router, Session
from app.core.tables import Record
from app.core.texts import AcceptedLanguages
from app.reading.today import service
from app.reading.today.schemas import TodayRead

router = Router(prefix="/v1/today", tags=["today"])


@router.get("", response_model=TodayRead)
async def get_today(
    db: Session,
    owner: Reads,
    accepted: AcceptedLanguages,
    now: Now,
    *,
    counters: Annotated[
        bool,
        Query(description="Show day counts, if your preferences have them `on_request`."),
    ] = False,
) -> Record:
    """Open the home screen: what runs, what is planned, and what is worth a look, in one answer.

    It is quiet by default: no day counts unless your preferences or `counters` ask for them, and
    nothing counts down. Nothing in it changes with the hour, only with your own date or with
    what you write: until then `If-None-Match` answers 304.
    """
    return await service.look(db, owner, accepted, wants_counters=counters, now=now)
