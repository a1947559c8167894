"""What can be seen of deliveries, and sent again."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.connections.webhooks.deliveries import queries
from app.connections.webhooks.deliveries.models import WebhookDelivery
from app.connections.webhooks.deliveries.queries import Happening
from app.connections.webhooks.errors import WebhookDeliveryNotFound, WebhookEndpointDisabled
from app.connections.webhooks.queries import only
from app.connections.webhooks.rules import REMEMBERED
from app.connections.webhooks.vocabulary import TEST
from app.core import due_work, records
from app.core.database import Db
from app.core.ids import new_id
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.tables import Record


async def send_test(db: Db, owner: Owner, endpoint: Record, *, now: datetime) -> Record:
    """Leave a test event for an endpoint.

    Raises:
        WebhookEndpointDisabled: nothing is sent there.
    """
    _require_enabled(endpoint)
    told = Happening(new_id(), TEST, endpoint["id"], now)
    statement = queries.leaving(owner, told, only(endpoint["id"]), now=now)
    return (await records.fetch(db, owner, WebhookDelivery, statement))[0]


async def list_page(
    db: Db, owner: Owner, endpoint: Record, paging: Paging, *, now: datetime
) -> dict[str, Any]:
    asked = queries.deliveries_of(owner, endpoint["id"], paging, now=now)
    found = await records.fetch(db, owner, WebhookDelivery, *asked)
    return paging.page(found, owner, "created_at", "id")


async def repeat(
    db: Db, owner: Owner, endpoint: Record, delivery_id: UUID, *, now: datetime
) -> Record:
    """Let a delivery be tried again from the first try on, whatever came of it.

    Raises:
        WebhookDeliveryNotFound: the endpoint has none of this id.
        WebhookEndpointDisabled: nothing is sent there.
    """
    statement = queries.delivery_of(owner, endpoint["id"], delivery_id, now=now)
    if not await records.fetch(db, owner, WebhookDelivery, statement):
        raise WebhookDeliveryNotFound
    _require_enabled(endpoint)
    again = queries.repeating(owner, queries.with_id(delivery_id), now=now)
    return (await records.fetch(db, owner, WebhookDelivery, again))[0]


async def forget_old(db: Db, owner: Owner, *, now: datetime) -> None:
    """Delete what is seen no more, and plan to do so for the rest: once a day at most."""
    await db.execute(queries.forgetting(owner, now))
    oldest = await db.scalar(queries.oldest(owner))
    if oldest is not None:
        due_at = max(oldest + REMEMBERED, now + timedelta(days=1))
        await due_work.plan(db, owner.id, queries.OLD, owner.id, due_at=due_at)


def _require_enabled(endpoint: Record) -> None:
    if endpoint["status"] != "enabled":
        raise WebhookEndpointDisabled
