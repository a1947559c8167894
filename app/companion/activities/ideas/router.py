from app.accounts.auth.scoped import ReadsActivities
from app.companion.activities.ideas import service
from app.companion.activities.ideas.filters import Wished
from app.companion.activities.ideas.schemas import IdeasRead
from app.core.routing import Router, Session
from app.core.tables import Record
from app.core.texts import AcceptedLanguages, language_for

router = Router(prefix="/v1/activity-ideas", tags=["activities"])


@router.get("", response_model=IdeasRead)
async def list_activity_ideas(
    db: Session, owner: ReadsActivities, wish: Wished, accepted: AcceptedLanguages
) -> Record:
    """List what you could do: your own open plans first, then ideas for an evening or a free day.

    Of your own plans at most 50, newest first. They have no length and no company, so only `area`
    narrows them. No idea is about somebody in particular: for `person` there are plans only.
    Ideas are in English or German.
    """
    return await service.suggest(db, owner, wish, language_for(accepted, owner.locale))
