from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from app.accounts.auth.scoped import ReadsWebhooksUntagged, WritesWebhooks
from app.connections.webhooks import service
from app.connections.webhooks.schemas import WebhookEndpointCreate, WebhookEndpointUpdate
from app.core.conditional import IfMatch
from app.core.errors import refuse
from app.core.public_addresses import AddressRefused, checked
from app.core.routing import Session
from app.core.tables import Record


async def own_endpoint(
    db: Session, owner: ReadsWebhooksUntagged, webhook_endpoint_id: UUID
) -> Record:
    return await service.find(db, owner, webhook_endpoint_id)


async def endpoint_at_hand(db: Session, owner: WritesWebhooks, webhook_endpoint_id: UUID) -> Record:
    return await service.find(db, owner, webhook_endpoint_id)


async def endpoint_to_change(
    db: Session, owner: WritesWebhooks, webhook_endpoint_id: UUID, if_match: IfMatch
) -> Record:
    endpoint = await service.find(db, owner, webhook_endpoint_id)
    if_match.check(endpoint)
    return endpoint


async def new_endpoint(body: WebhookEndpointCreate, request: Request) -> WebhookEndpointCreate:
    _require_public(body.url, request)
    return body


async def endpoint_changes(body: WebhookEndpointUpdate, request: Request) -> WebhookEndpointUpdate:
    if isinstance(body.url, str):
        _require_public(body.url, request)
    return body


def _require_public(url: str, request: Request) -> None:
    """See whether we would call there, as far as can be told without asking for the name.

    Raises:
        Invalid: we would not.
    """
    try:
        checked(url, admits_loopback=request.app.state.webhook_outbound.admits_loopback)
    except AddressRefused as refused:
        refuse("/url", str(refused))


OwnEndpoint = Annotated[Record, Depends(own_endpoint)]
EndpointAtHand = Annotated[Record, Depends(endpoint_at_hand)]
EndpointToChange = Annotated[Record, Depends(endpoint_to_change)]
NewEndpoint = Annotated[WebhookEndpointCreate, Depends(new_endpoint)]
EndpointChanges = Annotated[WebhookEndpointUpdate, Depends(endpoint_changes)]
