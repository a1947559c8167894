from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.scoped import ReadsWebhooksUntagged, WritesWebhooks
from app.connections.webhooks import service
from app.connections.webhooks.dependencies import (
    EndpointAtHand,
    EndpointChanges,
    EndpointToChange,
    NewEndpoint,
    OwnEndpoint,
)
from app.connections.webhooks.errors import (
    EventTypesOutOfScope,
    TooManyWebhookEndpoints,
    WebhookEndpointNotFound,
)
from app.connections.webhooks.schemas import (
    WebhookEndpointCreated,
    WebhookEndpointRead,
    WebhookSecretRead,
)
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import problems
from app.core.pagination import Page, Pages
from app.core.routing import SHOWS_SECRETS, Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/webhook-endpoints", tags=["webhooks"])
ONE = "/{webhook_endpoint_id}"
MISSING = problems(WebhookEndpointNotFound)


@router.get("", response_model=Page[WebhookEndpointRead])
async def list_webhook_endpoints(
    db: Session, owner: ReadsWebhooksUntagged, paging: Pages
) -> dict[str, Any]:
    """List the endpoints, newest first; to an app, those that it made."""
    return await service.list_page(db, owner, paging)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=WebhookEndpointCreated,
    responses=problems(EventTypesOutOfScope, TooManyWebhookEndpoints),
    dependencies=[SHOWS_SECRETS],
)
async def create_webhook_endpoint(
    db: Session, owner: WritesWebhooks, body: NewEndpoint, now: Now, response: Response
) -> Record:
    """Have events told to an address. The answer shows the secret, this once.

    Messages are those of Standard Webhooks 1.0.0. There is no `Idempotency-Key` here: give an
    `id`, and the same request again shows the endpoint as it is, without its secret.
    """
    return created(response, await service.create(db, owner, body, now=now))


@router.get(ONE, response_model=WebhookEndpointRead, responses=MISSING)
async def get_webhook_endpoint(endpoint: OwnEndpoint) -> Record:
    """Read one endpoint, and how it has been doing."""
    return endpoint


@router.patch(
    ONE,
    response_model=WebhookEndpointRead,
    responses=problems(WebhookEndpointNotFound, EventTypesOutOfScope),
)
async def update_webhook_endpoint(
    db: Session,
    owner: WritesWebhooks,
    endpoint: EndpointToChange,
    body: EndpointChanges,
    now: Now,
    response: Response,
) -> Record:
    """Change an endpoint (JSON Merge Patch): absent fields stay, `description: null` clears.

    What is waiting goes to the new address at once. Nothing that happens while it is disabled is
    told.
    """
    return changed(response, await service.update(db, owner, endpoint, body, now=now))


@router.delete(ONE, status_code=status.HTTP_204_NO_CONTENT)
async def delete_webhook_endpoint(
    db: Session, owner: WritesWebhooks, webhook_endpoint_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete an endpoint and what is on its way there. What never was is gone, too: 204."""
    await service.delete(db, owner, webhook_endpoint_id, if_match=if_match, now=now)


@router.post(
    f"{ONE}/secrets",
    status_code=status.HTTP_201_CREATED,
    response_model=WebhookSecretRead,
    responses=MISSING,
    dependencies=[SHOWS_SECRETS],
)
async def rotate_webhook_secret(
    db: Session, owner: WritesWebhooks, endpoint: EndpointAtHand, now: Now
) -> Record:
    """Get a new secret, shown this once. For 24 hours the one before signs, too.

    Did the answer get lost? Ask again: of those asked for within a day, each signs.
    """
    return await service.rotate_secret(db, owner, endpoint, now=now)
