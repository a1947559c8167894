from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Delete,
    Update,
    and_,
    any_,
    case,
    delete,
    exists,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as pg_insert

from app.connections.webhooks.deliveries import queue
from app.connections.webhooks.deliveries.models import WebhookDelivery
from app.connections.webhooks.queries import ENDPOINTS
from app.connections.webhooks.rules import REMEMBERED
from app.core.due_work import first_plan
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

OLD = "webhook_deliveries.old"
"""Some of a user's are to be forgotten; the subject is the user."""
DELIVERIES = table_of(WebhookDelivery)
KEYS = (DELIVERIES.c.created_at, DELIVERIES.c.id)
COLUMNS = (
    *("user_id", "id", "endpoint_id", "event_id", "type", "subject_id", "happened_at"),
    *("created_at", "state", "tries", "attempts", "next_attempt_at"),
)


@dataclass(frozen=True, slots=True)
class Happening:
    """What is to be told, by its public name."""

    event_id: UUID
    type: str
    subject_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery as it was when it was picked up."""

    id: UUID
    tries: int
    at: datetime


def leaving(owner: Owner, told: Happening, *to: ColumnElement[bool], now: datetime) -> AnySelect:
    """Leave it for each enabled endpoint of which `to` holds, once; give the deliveries."""
    moment = literal(now, DELIVERIES.c.created_at.type)
    rows = select(
        ENDPOINTS.c.user_id,
        func.gen_random_uuid(),
        ENDPOINTS.c.id,
        literal(told.event_id),
        literal(told.type),
        literal(told.subject_id),
        literal(told.at, DELIVERIES.c.happened_at.type),
        moment,
        literal("waiting"),
        literal(0),
        literal([], JSONB()),
        moment,
    ).where(mine(ENDPOINTS.c, owner), ENDPOINTS.c.status == "enabled", *to)
    once = [DELIVERIES.c.user_id, DELIVERIES.c.endpoint_id, DELIVERIES.c.event_id]
    new = (
        pg_insert(DELIVERIES)
        .from_select(COLUMNS, rows)
        .on_conflict_do_nothing(index_elements=once)
        .returning(*DELIVERIES.c)
        .cte("new")
    )
    queued = queue.joining(select(new.c.user_id, new.c.endpoint_id), now)
    planned = first_plan(owner.id, OLD, owner.id, due_at=now + REMEMBERED)
    return select(new).add_cte(queued).add_cte(planned)


def asking_for(event_type: str, happened_at: datetime) -> tuple[ColumnElement[bool], ...]:
    """Narrow to endpoints that want these events, and were enabled when it happened."""
    return (
        literal(event_type) == any_(ENDPOINTS.c.event_types),
        ENDPOINTS.c.enabled_at <= happened_at,
    )


def repeating(owner: Owner, *which: ColumnElement[bool], now: datetime) -> AnySelect:
    """Let all the tries of deliveries begin anew."""
    again = (
        update(DELIVERIES)
        .where(mine(DELIVERIES.c, owner), *which)
        .values(state="waiting", tries=0, next_attempt_at=now)
        .returning(*DELIVERIES.c)
        .cte("again")
    )
    queued = select(again.c.user_id, again.c.endpoint_id).distinct()
    return select(again).add_cte(queue.joining(queued, now))


def deliveries_of(owner: Owner, endpoint_id: UUID, paging: Paging, *, now: datetime) -> Asked:
    where = (of_endpoint(endpoint_id), _is_remembered(now))
    return paging.of(_newest(), owner, *KEYS, where=where)


def delivery_of(owner: Owner, endpoint_id: UUID, delivery_id: UUID, *, now: datetime) -> AnySelect:
    which = (with_id(delivery_id), of_endpoint(endpoint_id), _is_remembered(now))
    return select(DELIVERIES).where(mine(DELIVERIES.c, owner), *which)


def next_due(owner: Owner, endpoint_id: UUID, *, now: datetime) -> AnySelect:
    return (
        select(DELIVERIES)
        .where(*_waiting(owner, endpoint_id), DELIVERIES.c.next_attempt_at <= now)
        .order_by(DELIVERIES.c.next_attempt_at, DELIVERIES.c.id)
        .limit(1)
    )


def next_moment(owner: Owner, endpoint_id: UUID) -> AnySelect:
    return select(func.min(DELIVERIES.c.next_attempt_at)).where(*_waiting(owner, endpoint_id))


def recording(
    owner: Owner, due: Due, attempt: Mapping[str, Any], after: Mapping[str, Any]
) -> Update:
    """Add a try to those of a delivery, and say how it goes on, unless that was said meanwhile."""
    is_same = and_(DELIVERIES.c.tries == due.tries, DELIVERIES.c.next_attempt_at == due.at)
    goes_on = {
        name: case((is_same, literal(value, DELIVERIES.c[name].type)), else_=DELIVERIES.c[name])
        for name, value in after.items()
    }
    attempts = DELIVERIES.c.attempts.concat(literal([dict(attempt)], JSONB()))
    return (
        update(DELIVERIES)
        .where(mine(DELIVERIES.c, owner), DELIVERIES.c.id == due.id)
        .values(attempts=attempts, **goes_on)
    )


def dropping(owner: Owner, *which: ColumnElement[bool]) -> Update:
    """Try what is waiting no more."""
    return (
        update(DELIVERIES)
        .where(mine(DELIVERIES.c, owner), DELIVERIES.c.state == "waiting", *which)
        .values(state="dropped", next_attempt_at=None)
    )


def forgetting_failures(owner: Owner, endpoint_id: UUID) -> Update:
    """Let an endpoint be as if it had not failed, if nothing is tried there any more."""
    is_tried = exists(select(DELIVERIES.c.id).where(*_waiting(owner, endpoint_id)))
    which = (ENDPOINTS.c.id == endpoint_id, ENDPOINTS.c.status == "enabled", ~is_tried)
    return update(ENDPOINTS).where(mine(ENDPOINTS.c, owner), *which).values(failing_since=None)


def with_id(delivery_id: UUID) -> ColumnElement[bool]:
    return DELIVERIES.c.id == delivery_id


def of_endpoint(endpoint_id: UUID) -> ColumnElement[bool]:
    return DELIVERIES.c.endpoint_id == endpoint_id


def waiting_for(endpoint_id: UUID) -> ColumnElement[bool]:
    return and_(of_endpoint(endpoint_id), DELIVERIES.c.state == "waiting")


def of_endpoints(endpoint_ids: Sequence[UUID]) -> ColumnElement[bool]:
    return DELIVERIES.c.endpoint_id.in_(endpoint_ids)


def forgetting(owner: Owner, now: datetime) -> Delete:
    """Delete what is remembered no more, but for what is still tried."""
    is_over = DELIVERIES.c.state != "waiting"
    return delete(DELIVERIES).where(mine(DELIVERIES.c, owner), ~_is_remembered(now), is_over)


def oldest(owner: Owner) -> AnySelect:
    return select(func.min(DELIVERIES.c.created_at)).where(mine(DELIVERIES.c, owner))


def _is_remembered(now: datetime) -> ColumnElement[bool]:
    return DELIVERIES.c.created_at > now - REMEMBERED


def _waiting(owner: Owner, endpoint_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return mine(DELIVERIES.c, owner), waiting_for(endpoint_id)


@built_once
def _newest() -> AnySelect:
    return newest_first(select(DELIVERIES).where(mine(DELIVERIES.c, ANY_OWNER)), *KEYS)
