from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Delete, Update, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert

from app.connections.notifications.push.models import PushDelivery
from app.connections.notifications.push.vocabulary import Result
from app.core.events import OutboxEvent, left_in_outbox
from app.core.owners import Owner
from app.core.tables import AnySelect, Record, mine, table_of

DELIVERIES = table_of(PushDelivery)
CREATED = "push_deliveries.created"


def leaving(owner: Owner, rows: Sequence[Record], *, now: datetime) -> AnySelect:
    """Insert the rows that are not there yet, each with its event."""
    new = (
        pg_insert(DELIVERIES)
        .values(list(rows))
        .on_conflict_do_nothing(index_elements=[DELIVERIES.c.user_id, DELIVERIES.c.id])
        .returning(DELIVERIES.c.id)
        .cte("new")
    )
    moment = literal(now, OutboxEvent.due_at.type)
    event = select(
        func.gen_random_uuid(), literal(owner.id), literal(CREATED), new.c.id, moment, moment
    )
    return select(func.count()).select_from(new).add_cte(left_in_outbox(event))


def forgetting(owner: Owner, before: datetime) -> Delete:
    """Delete what nobody will leave again."""
    return delete(DELIVERIES).where(mine(DELIVERIES.c, owner), DELIVERIES.c.expires_at < before)


def open_delivery(owner: Owner, delivery_id: UUID) -> AnySelect:
    is_open = DELIVERIES.c.result.is_(None)
    return select(DELIVERIES).where(
        mine(DELIVERIES.c, owner), DELIVERIES.c.id == delivery_id, is_open
    )


def ending(owner: Owner, delivery_id: UUID, result: Result, *, now: datetime) -> Update:
    values: dict[str, Any] = {"result": result, "ended_at": now, "payload": None}
    return (
        update(DELIVERIES)
        .where(mine(DELIVERIES.c, owner), DELIVERIES.c.id == delivery_id)
        .values(values)
    )


def counting_attempt(owner: Owner, delivery_id: UUID) -> Update:
    return (
        update(DELIVERIES)
        .where(mine(DELIVERIES.c, owner), DELIVERIES.c.id == delivery_id)
        .values(attempts=DELIVERIES.c.attempts + 1)
    )
