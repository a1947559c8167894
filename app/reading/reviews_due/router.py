from app.accounts.auth.dependencies import Reads
from app.core.clock import Now
from app.core.routing import Router, Session
from app.core.tables import Record
from app.core.texts import AcceptedLanguages
from app.reading.reviews_due import service
from app.reading.reviews_due.schemas import DueReviewsRead

router = Router(prefix="/v1/reviews/due", tags=["looking back"])


@router.get("", response_model=DueReviewsRead)
async def list_due_reviews(
    db: Session, owner: Reads, accepted: AcceptedLanguages, now: Now
) -> Record:
    """List the reviews that are due today: their questions, with your figures beside them.

    A weekly one is due all week long, about the week before, once that was a whole week of
    yours here. A streak's is due from its day 31 on, and another from day 56 on in its place,
    until it is made. Answer with `POST /v1/reviews`. In safety mode only the weekly one is due.
    """
    return await service.list_due(db, owner, accepted, now=now)
