"""Switching an endpoint off, by ourselves, and telling the user in neutral words."""

from datetime import datetime, timedelta
from uuid import uuid5

from app.accounts.auth.acting import Turn, writing
from app.connections.notifications.push import delivery
from app.connections.notifications.push.delivery import Message
from app.connections.webhooks import wording
from app.connections.webhooks.deliveries import queries
from app.connections.webhooks.models import WebhookEndpoint
from app.connections.webhooks.vocabulary import DisabledReason
from app.core import events, records
from app.core.tables import Record

DISABLED = "webhook_endpoints.disabled"
GOOD_FOR = timedelta(days=1)


async def disable(turn: Turn, endpoint: Record, reason: DisabledReason, *, now: datetime) -> None:
    """Send nothing there any more; a push is left here, and a mail follows the event."""
    db, owner = turn.db, await writing(turn.db, turn.owner)
    changes = {"status": "disabled", "disabled_reason": reason}
    await records.change(db, owner, WebhookEndpoint, endpoint["id"], changes, now=now)
    await db.execute(queries.dropping(owner, queries.of_endpoint(endpoint["id"])))
    await events.record(db, owner.id, DISABLED, endpoint["id"], now=now)
    words = wording.push(owner.locale)
    told = uuid5(endpoint["id"], now.isoformat())
    message = Message(told, words["title"], words["body"], wording.ABOUT, now + GOOD_FOR)
    await delivery.left_for(db, owner, message, now=now)
