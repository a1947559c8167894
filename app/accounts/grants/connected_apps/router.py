from typing import Any
from uuid import UUID

from fastapi import status

from app.accounts.auth.dependencies import ReadsUntagged, Writes
from app.accounts.grants.connected_apps import service
from app.accounts.grants.connected_apps.errors import ConnectedAppNotFound
from app.accounts.grants.connected_apps.schemas import ConnectedAppRead
from app.core.clock import Now
from app.core.errors import problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/connected-apps", tags=["apps and scripts"])


@router.get("", response_model=Page[ConnectedAppRead], summary="List the apps that you allow")
async def list_connected_apps(
    db: Session, owner: ReadsUntagged, paging: Pages, now: Now
) -> dict[str, Any]:
    """List the apps that you allow something now, whichever you allowed first last.

    The docs page is one of them, if you signed in there.
    """
    return await service.list_page(db, owner, paging, now=now)


@router.get(
    "/{connected_app_id}",
    response_model=ConnectedAppRead,
    responses=problems(ConnectedAppNotFound),
    summary="Read what you allow an app",
)
async def get_connected_app(
    db: Session, owner: ReadsUntagged, connected_app_id: UUID, now: Now
) -> Record:
    """Read one app that you allow something, by its id."""
    return await service.find(db, owner, connected_app_id, now=now)


@router.delete(
    "/{connected_app_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    summary="Allow an app nothing any more",
)
async def delete_connected_app(
    db: Session, owner: Writes, connected_app_id: UUID, now: Now
) -> None:
    """Withdraw all that you allowed an app: its tokens and its webhooks stop at once.

    What it wrote is yours and stays. Any id answers 204, also one unknown.
    """
    await service.withdraw(db, owner, connected_app_id, now=now)
