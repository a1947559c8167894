"""The last that an app hears: that it was withdrawn."""

from datetime import datetime
from uuid import UUID

from app.connections.webhooks import queries as endpoints
from app.connections.webhooks.deliveries import queries
from app.connections.webhooks.deliveries.queries import Happening
from app.connections.webhooks.models import WebhookEndpoint
from app.connections.webhooks.vocabulary import WITHDRAWN
from app.core import records
from app.core.database import Db
from app.core.owners import Owner


async def tell_withdrawal(
    db: Db, owner: Owner, source: str, event_id: UUID, *, now: datetime
) -> None:
    """End the webhooks of an app, whose id is `source`, within a write of the user.

    What is waiting for its endpoints is dropped, `connected_app.withdrawn` is left for each of
    them, and they are disabled.
    """
    statement = endpoints.enabled_of(owner, source)
    made = await records.fetch(db, owner, WebhookEndpoint, statement)
    if not made:
        return
    ids = [endpoint["id"] for endpoint in made]
    await db.execute(queries.dropping(owner, queries.of_endpoints(ids)))
    told = Happening(event_id, WITHDRAWN, UUID(source), now)
    await db.execute(queries.leaving(owner, told, endpoints.made_by([source]), now=now))
    changes = {"status": "disabled", "disabled_reason": "withdrawn"}
    for each in ids:
        await records.change(db, owner, WebhookEndpoint, each, changes, now=now)
