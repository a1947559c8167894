"""Statements on the queue of endpoints: who is served next, and by whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Delete,
    Update,
    delete,
    false,
    func,
    literal,
    null,
    or_,
    select,
    tuple_,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from app.connections.webhooks.deliveries.models import WebhookQueue
from app.core.tables import AnySelect

COLUMNS = ("user_id", "endpoint_id", "due_at", "is_ailing", "claim", "held_until")


@dataclass(frozen=True, slots=True)
class Claim:
    """An endpoint that this process serves at present."""

    id: UUID
    user_id: UUID
    endpoint_id: UUID
    is_ailing: bool


@dataclass(frozen=True, slots=True)
class Room:
    """For how many endpoints that answer there is room, and for how many that don't."""

    sound: int
    ailing: int


def joining(endpoints: AnySelect, now: datetime) -> CTE:
    """Queue endpoints, within a larger statement; those that are in it come sooner."""
    moment = literal(now, WebhookQueue.due_at.type)
    of = endpoints.subquery("of")
    unheld = (null().cast(WebhookQueue.claim.type), null().cast(WebhookQueue.held_until.type))
    rows = select(of.c.user_id, of.c.endpoint_id, moment, false(), *unheld)
    new = insert(WebhookQueue).from_select(COLUMNS, rows)
    sooner = func.least(WebhookQueue.due_at, new.excluded.due_at)
    return new.on_conflict_do_update(
        index_elements=["user_id", "endpoint_id"], set_={"due_at": sooner}
    ).cte("queued")


def claiming(
    claim: UUID, room: Room, busy: Collection[UUID], *, now: datetime, until: datetime
) -> Update:
    """Take endpoints that are due, as there is room for them, but none of busy users."""
    free = (
        WebhookQueue.due_at <= now,
        or_(WebhookQueue.held_until.is_(None), WebhookQueue.held_until <= now),
        WebhookQueue.user_id.not_in(busy),
    )
    taken = union_all(
        _next("sound", room.sound, WebhookQueue.is_ailing.is_(False), *free),
        _next("ailing", room.ailing, WebhookQueue.is_ailing.is_(True), *free),
    )
    return (
        update(WebhookQueue)
        .where(tuple_(WebhookQueue.user_id, WebhookQueue.endpoint_id).in_(taken))
        .values(claim=claim, held_until=until)
        .returning(WebhookQueue.user_id, WebhookQueue.endpoint_id, WebhookQueue.is_ailing)
    )


def holding(claim: Claim, until: datetime) -> Update:
    """Keep a claim for another while; gives a row unless somebody else has it by now."""
    return (
        update(WebhookQueue)
        .where(*_of(claim))
        .values(held_until=until)
        .returning(WebhookQueue.endpoint_id)
    )


def releasing(claim: Claim, due_at: datetime, *, is_ailing: bool) -> Update:
    values: dict[str, Any] = {"due_at": due_at, "is_ailing": is_ailing}
    return update(WebhookQueue).where(*_of(claim)).values(claim=None, held_until=None, **values)


def leaving_queue(claim: Claim) -> Delete:
    return delete(WebhookQueue).where(*_of(claim))


def _next(name: str, number: int, *conditions: ColumnElement[bool]) -> AnySelect:
    rows = (
        select(WebhookQueue.user_id, WebhookQueue.endpoint_id)
        .where(*conditions)
        .order_by(WebhookQueue.due_at)
        .limit(number)
        .with_for_update(skip_locked=True)
        .cte(name)
    )
    return select(rows.c.user_id, rows.c.endpoint_id)


def _of(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    return (
        WebhookQueue.user_id == claim.user_id,
        WebhookQueue.endpoint_id == claim.endpoint_id,
        WebhookQueue.claim == claim.id,
    )
