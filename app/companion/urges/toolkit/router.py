from app.accounts.auth.dependencies import Reads
from app.companion.urges.toolkit import service
from app.companion.urges.toolkit.schemas import ToolkitRead
from app.core.routing import Router, Session
from app.core.tables import Record
from app.core.texts import AcceptedLanguages, language_for

router = Router(prefix="/v1/urges/toolkit", tags=["urges"])


@router.get("", response_model=ToolkitRead)
async def get_urge_toolkit(db: Session, owner: Reads, accepted: AcceptedLanguages) -> Record:
    """Take everything along that answers an urge, for a moment without a network.

    Keep it with its `ETag` and ask again with `If-None-Match` whenever there is time: it changes
    with every write of yours, and with the language of `Accept-Language`.
    """
    return await service.pack(db, owner, language_for(accepted, owner.locale))
