from app.accounts.auth.dependencies import ReadsUntagged
from app.companion.journal.prompts import service
from app.companion.journal.prompts.schemas import PromptsRead
from app.core.clock import Now
from app.core.routing import Router, Session
from app.core.tables import Record
from app.core.texts import AcceptedLanguages, language_for

router = Router(prefix="/v1/journal-prompts", tags=["journal"])


@router.get("", response_model=PromptsRead)
async def list_journal_prompts(
    db: Session, owner: ReadsUntagged, accepted: AcceptedLanguages, now: Now
) -> Record:
    """List the three prompts of your day, in English or German. They are about you.

    Late at night, after three entries in a row about somebody else, there is something to do
    instead. The answer depends on the hour, so it has no `ETag`.
    """
    language = language_for(accepted, owner.locale)
    return await service.suggest(db, owner, language, now=now)
