from typing import Any

from app.accounts.auth.dependencies import ReadsUntagged
from app.accounts.grants.access_log import service
from app.accounts.grants.access_log.filters import Filtered
from app.accounts.grants.access_log.schemas import AccessRead
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session

router = Router(prefix="/v1/access-log", tags=["apps and scripts"])


@router.get("", response_model=Page[AccessRead], summary="List what apps and scripts did")
async def list_accesses(
    db: Session, owner: ReadsUntagged, filters: Filtered, paging: Pages
) -> dict[str, Any]:
    """List every request that an app or a personal access token made for you, the newest first.

    It is complete as soon as the request is answered, and kept for 90 days. `from` and `to` are
    your own days, as you count them now.
    """
    return await service.list_page(db, owner, filters, paging)
