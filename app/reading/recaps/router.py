from typing import Any

from fastapi import Response

from app.accounts.auth.dependencies import Reads
from app.core.clock import Now
from app.core.errors import problems
from app.core.routing import Router, Session
from app.reading.recaps import answers, service
from app.reading.recaps.errors import RecapNotYet
from app.reading.recaps.schemas import RecapRead
from app.reading.recaps.weeks import Wished

router = Router(prefix="/v1/recaps", tags=["recaps"])


@router.get("/{week}", response_model=RecapRead, responses=answers.FORMS | problems(RecapNotYet))
async def get_recap(db: Session, owner: Reads, wish: Wished, now: Now, response: Response) -> Any:  # noqa: ANN401
    """Look back on a week, Monday to Sunday: what was kept, met, new, felt, and with whom.

    It is quiet: streaks have no day counts unless your preferences always show them or you ask by
    `counters=true`, and in safety mode there are no streaks, nor a word of the other person. With
    `Accept: text/html` it is a page, with `image/svg+xml` a picture. A week without entries is an
    empty recap; the running one goes as far as it has come.
    """
    recap = await service.read(db, owner, wish, now=now)
    return answers.as_accepted(recap, wish, response)
