"""What can be done with webhook endpoints."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from app.connections.webhooks import queries, rules, secret_list
from app.connections.webhooks.deliveries import queries as deliveries
from app.connections.webhooks.deliveries import queue
from app.connections.webhooks.errors import (
    EventTypesOutOfScope,
    TooManyWebhookEndpoints,
    WebhookEndpointNotFound,
)
from app.connections.webhooks.models import WebhookEndpoint
from app.connections.webhooks.schemas import WebhookEndpointCreate, WebhookEndpointUpdate
from app.core import due_work, records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.errors import IdTaken
from app.core.owners import FIRST_PARTY, Owner
from app.core.pagination import Paging
from app.core.records import Draft, Stored
from app.core.tables import Record
from app.security.webhooks import make_secret

MOST, MOST_IN_ALL = 10, 50
"""How many endpoints there may be of one maker, and of all makers together."""
SECRET_DUE = "webhook_endpoints.secret_due"  # noqa: S105  (the name of an event)
UNTRIED: Record = {
    "status": "enabled",
    "disabled_reason": None,
    "last_success_at": None,
    "last_failure_at": None,
    "failing_since": None,
}


async def create(db: Db, owner: Owner, new: WebhookEndpointCreate, *, now: datetime) -> Stored:
    """Add an endpoint; its secret is with the record if this very request made it.

    Raises:
        EventTypesOutOfScope: it wants what its maker may not read.
        TooManyWebhookEndpoints: its maker has 10 already, or the user 50 in all; or as
            `records.create`.
    """
    _require_scopes(owner, new.event_types)
    secret = make_secret()
    is_full = await _is_full(db, owner)
    draft = Draft(
        WebhookEndpoint,
        new,
        new.model_dump() | UNTRIED | {"secrets": secret_list.first(secret), "enabled_at": now},
        refusal=TooManyWebhookEndpoints() if is_full else None,
    )
    stored = await records.make(db, owner, draft, now=now)
    if not _is_seen_by(owner, stored.record):
        raise IdTaken
    await db.execute(queries.following(owner))
    shown = secret if stored.is_new else None
    return Stored(stored.record | {"secret": shown}, is_new=stored.is_new)


async def find(db: Db, owner: Owner, endpoint_id: UUID) -> Record:
    """Load an endpoint that the caller may see.

    Raises:
        WebhookEndpointNotFound: there is none of that id, or it is somebody else's.
    """
    endpoint = await records.find(db, owner, WebhookEndpoint, endpoint_id)
    if endpoint is None or not _is_seen_by(owner, endpoint):
        raise WebhookEndpointNotFound
    return endpoint


async def list_page(db: Db, owner: Owner, paging: Paging) -> dict[str, Any]:
    asked = queries.endpoints_of(owner, paging)
    endpoints = await records.fetch(db, owner, WebhookEndpoint, *asked)
    return paging.page(endpoints, owner, "recorded_at", "id")


async def update(
    db: Db, owner: Owner, endpoint: Record, changes: WebhookEndpointUpdate, *, now: datetime
) -> Record:
    """Change an endpoint; with its address or its being enabled, all begins anew there.

    Raises:
        EventTypesOutOfScope: the caller may not read what it is to hear of.
    """
    columns = changes.model_dump()
    _require_scopes(owner, columns.get("event_types", ()))
    if "status" in columns and columns["status"] != endpoint["status"]:
        columns |= _switched(off=columns["status"] == "disabled", now=now)
        await db.execute(deliveries.dropping(owner, deliveries.of_endpoint(endpoint["id"])))
        await db.execute(queue.waking(owner.id, endpoint["id"], now=now))
    if columns.get("url", endpoint["url"]) != endpoint["url"]:
        columns |= {"failing_since": None}
        await db.execute(queue.waking(owner.id, endpoint["id"], now=now))
        waiting = deliveries.waiting_for(endpoint["id"])
        await db.execute(deliveries.repeating(owner, waiting, now=now))
    return await records.change(db, owner, WebhookEndpoint, endpoint["id"], columns, now=now)


async def rotate_secret(db: Db, owner: Owner, endpoint: Record, *, now: datetime) -> Record:
    """Give an endpoint a new secret, beside which the present one signs for a day."""
    secret, until = make_secret(), now + secret_list.OVERLAP
    changes = {"secrets": secret_list.rotated(endpoint["secrets"], secret, now=now)}
    await records.change(db, owner, WebhookEndpoint, endpoint["id"], changes, now=now)
    await due_work.plan(db, owner.id, SECRET_DUE, endpoint["id"], due_at=until)
    return {"secret": secret, "previous_until": until}


async def forget_old_secrets(db: Db, owner: Owner, endpoint_id: UUID, *, now: datetime) -> None:
    endpoint = await records.find(db, owner, WebhookEndpoint, endpoint_id)
    if endpoint is not None:
        changes = {"secrets": secret_list.pruned(endpoint["secrets"], now=now)}
        await records.change(db, owner, WebhookEndpoint, endpoint_id, changes, now=now)


async def delete(
    db: Db, owner: Owner, endpoint_id: UUID, *, if_match: Versions, now: datetime
) -> None:
    """Delete an endpoint with its deliveries; deleting what is gone does nothing."""
    endpoint = await records.find(db, owner, WebhookEndpoint, endpoint_id)
    if endpoint is None or not _is_seen_by(owner, endpoint):
        return
    if_match.check(endpoint)
    await records.delete(db, owner, WebhookEndpoint, endpoint_id, now=now)
    await due_work.drop(db, owner.id, SECRET_DUE, endpoint_id)
    await db.execute(queries.unfollowing(owner))


async def _is_full(db: Db, owner: Owner) -> bool:
    found = await db.first(queries.numbers_of_endpoints(owner))
    return found is not None and (found.of_maker >= MOST or found.in_all >= MOST_IN_ALL)


def _switched(*, off: bool, now: datetime) -> Record:
    if off:
        return {"disabled_reason": "by_hand"}
    return {"disabled_reason": None, "enabled_at": now, "failing_since": None}


def _is_seen_by(owner: Owner, endpoint: Record) -> bool:
    return owner.source in (FIRST_PARTY, endpoint["source"])


def _require_scopes(owner: Owner, wanted: Iterable[str]) -> None:
    """See that somebody may read what they want to hear of.

    Raises:
        EventTypesOutOfScope: not all of it.
    """
    refused = sorted(frozenset(wanted) - rules.allowed_types(owner.scopes))
    if refused:
        raise EventTypesOutOfScope("These are not within the scopes: " + ", ".join(refused) + ".")
