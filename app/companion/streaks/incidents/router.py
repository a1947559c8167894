from typing import Any

from app.accounts.auth.dependencies import Reads
from app.companion.streaks.incidents import service
from app.companion.streaks.incidents.schemas import IncidentRead
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session

router = Router(prefix="/v1/incidents", tags=["contact events"])


@router.get("", response_model=Page[IncidentRead])
async def list_incidents(db: Session, owner: Reads, paging: Pages) -> dict[str, Any]:
    """List every version of your contact events that was made in safety mode, newest first.

    `recorded_at` is the server's time. Nothing here can be changed or deleted, not even by you;
    only the deletion of the account takes it along.
    """
    return await service.list_page(db, owner, paging)
