from typing import Any
from uuid import UUID

from fastapi import status

from app.accounts.auth.scoped import ReadsWebhooksUntagged, WritesWebhooks
from app.connections.webhooks.deliveries import service
from app.connections.webhooks.deliveries.schemas import WebhookDeliveryRead
from app.connections.webhooks.dependencies import EndpointAtHand, OwnEndpoint
from app.connections.webhooks.errors import (
    WebhookDeliveryNotFound,
    WebhookEndpointDisabled,
    WebhookEndpointNotFound,
)
from app.core.clock import Now
from app.core.errors import problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/webhook-endpoints/{webhook_endpoint_id}", tags=["webhooks"])


@router.post(
    "/test",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=WebhookDeliveryRead,
    responses=problems(WebhookEndpointNotFound, WebhookEndpointDisabled),
)
async def test_webhook_endpoint(
    db: Session, owner: WritesWebhooks, endpoint: EndpointAtHand, now: Now
) -> Record:
    """Send the event `webhook.test` now. What comes of it is among the deliveries."""
    return await service.send_test(db, owner, endpoint, now=now)


@router.get(
    "/deliveries",
    response_model=Page[WebhookDeliveryRead],
    responses=problems(WebhookEndpointNotFound),
)
async def list_webhook_deliveries(
    db: Session, owner: ReadsWebhooksUntagged, endpoint: OwnEndpoint, paging: Pages, now: Now
) -> dict[str, Any]:
    """List what was sent and what is waiting, newest first, for 30 days."""
    return await service.list_page(db, owner, endpoint, paging, now=now)


@router.post(
    "/deliveries/{webhook_delivery_id}/redelivery",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=WebhookDeliveryRead,
    responses=problems(WebhookEndpointNotFound, WebhookDeliveryNotFound, WebhookEndpointDisabled),
)
async def redeliver_webhook(
    db: Session,
    owner: WritesWebhooks,
    endpoint: EndpointAtHand,
    webhook_delivery_id: UUID,
    now: Now,
) -> Record:
    """Send it once more, now, and as often as it takes: with the same `webhook-id`."""
    return await service.repeat(db, owner, endpoint, webhook_delivery_id, now=now)
