from typing import Any
from uuid import UUID

from fastapi import status

from app.accounts.auth.dependencies import Enters, Reads, Writes, WritesLate
from app.accounts.grants.clients import service
from app.accounts.grants.clients.errors import (
    OAuthClientIsPublic,
    OAuthClientNotFound,
    TooManyOAuthClients,
)
from app.accounts.grants.clients.schemas import (
    OAuthClientCreate,
    OAuthClientCreated,
    OAuthClientRead,
    OAuthClientSecret,
    OAuthClientUpdate,
)
from app.core.clock import Now
from app.core.errors import TooManyRequests, problems
from app.core.pagination import Page, Pages
from app.core.routing import SHOWS_SECRETS, Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/oauth-clients", tags=["apps and scripts"])


@router.get("", response_model=Page[OAuthClientRead], summary="List the apps that you registered")
async def list_oauth_clients(db: Session, owner: Reads, paging: Pages) -> dict[str, Any]:
    """List the apps of your own that may ask users, the newest first."""
    return await service.list_page(db, owner, paging)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=OAuthClientCreated,
    dependencies=[SHOWS_SECRETS],
    responses=problems(TooManyOAuthClients, TooManyRequests),
    summary="Register an app",
)
async def create_oauth_client(
    db: Session, entrance: Enters, caller: WritesLate, body: OAuthClientCreate, now: Now
) -> Record:
    """Register an app that asks users for access to their data.

    Its `id` is the `client_id`; a confidential client's secret is shown here only. Sending this
    again registers another app. One user may have 25.
    """
    return await service.create(db, entrance, caller, body, now=now)


@router.get(
    "/{oauth_client_id}",
    response_model=OAuthClientRead,
    responses=problems(OAuthClientNotFound),
    summary="Read an app that you registered",
)
async def get_oauth_client(db: Session, owner: Reads, oauth_client_id: UUID) -> Record:
    """Read one app of your own. Its secret is not shown."""
    return await service.find(db, owner, oauth_client_id)


@router.patch(
    "/{oauth_client_id}",
    response_model=OAuthClientRead,
    responses=problems(OAuthClientNotFound),
    summary="Change an app that you registered",
)
async def update_oauth_client(
    db: Session, owner: Writes, oauth_client_id: UUID, body: OAuthClientUpdate
) -> Record:
    """Change an app's name or its redirect URIs (JSON Merge Patch). What users allowed stays."""
    return await service.update(db, owner, oauth_client_id, body)


@router.delete(
    "/{oauth_client_id}", status_code=status.HTTP_204_NO_CONTENT, summary="Delete an app"
)
async def delete_oauth_client(db: Session, owner: Writes, oauth_client_id: UUID) -> None:
    """Delete an app. All that users ever allowed it ends at once. Any id answers 204."""
    await service.delete(db, owner, oauth_client_id)


@router.post(
    "/{oauth_client_id}/secrets",
    status_code=status.HTTP_201_CREATED,
    response_model=OAuthClientSecret,
    dependencies=[SHOWS_SECRETS],
    responses=problems(OAuthClientIsPublic, OAuthClientNotFound),
    summary="Make a new secret for an app",
)
async def renew_oauth_client_secret(db: Session, owner: Writes, oauth_client_id: UUID) -> Record:
    """Replace a confidential client's secret. The one before stops working at once."""
    return await service.renew_secret(db, owner, oauth_client_id)
