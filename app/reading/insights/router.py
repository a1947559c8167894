from typing import Any

from app.accounts.auth.dependencies import Reads
from app.core.clock import Now
from app.core.routing import Router, Session
from app.core.texts import AcceptedLanguages, language_for
from app.reading.insights import service
from app.reading.insights.filters import Wished
from app.reading.insights.schemas import AnyInsight
from app.reading.insights.vocabulary import Kind

router = Router(prefix="/v1/insights", tags=["insights"])


@router.get("/{kind}", response_model=AnyInsight)
async def get_insight(
    db: Session, owner: Reads, kind: Kind, wish: Wished, languages: AcceptedLanguages, now: Now
) -> Any:  # noqa: ANN401
    """Read what your entries add up to."""
    language = language_for(languages, owner.locale)
    return await service.read(db, owner, kind, wish, language, now=now)
