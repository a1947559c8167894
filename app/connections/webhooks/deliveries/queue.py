"""Statements on the queue of endpoints: who is served next, and by whom."""

from dataclasses import dataclass
from datetime import datetime
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
    select,
    tuple_,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from app.connections.webhooks.deliveries.models import WebhookQueue
from app.core.tables import AnySelect

COLUMNS = ("user_id", "endpoint_id", "due_at", "is_ailing")
KEY = tuple_(WebhookQueue.user_id, WebhookQueue.endpoint_id)
MOST_OF_USER = 4
"""How many endpoints of a user are served at a time that answer, and how many that don't."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An endpoint that this process serves at present."""

    id: UUID
    user_id: UUID
    endpoint_id: UUID
    is_ailing: bool


@dataclass(frozen=True, slots=True)
class Room:
    """For how many endpoints there is room, and how many of them may be ailing."""

    places: int
    ailing: int


def joining(endpoints: AnySelect, now: datetime) -> CTE:
    """Queue endpoints, within a larger statement; those that are in it come sooner.

    Those that are let rest come no sooner than their rest is over.
    """
    moment = literal(now, WebhookQueue.due_at.type)
    of = endpoints.subquery("of")
    rows = select(of.c.user_id, of.c.endpoint_id, moment, false())
    new = insert(WebhookQueue).from_select(COLUMNS, rows)
    sooner = func.least(WebhookQueue.due_at, new.excluded.due_at)
    rested = func.greatest(sooner, WebhookQueue.not_before)
    return new.on_conflict_do_update(
        index_elements=["user_id", "endpoint_id"], set_={"due_at": rested}
    ).cte("queued")


def claiming(claim: UUID, room: Room, *, now: datetime, until: datetime) -> Update:
    """Take endpoints that are due, as there is room for them, and few of each user."""
    free = (WebhookQueue.due_at <= now, ~_is_held(now), KEY.in_(_first_of_each_user(now)))
    found = union_all(
        _next("sound", room.places, WebhookQueue.is_ailing.is_(False), *free),
        _next("ailing", room.ailing, WebhookQueue.is_ailing.is_(True), *free),
    ).subquery("found")
    longest_due = select(found.c.user_id, found.c.endpoint_id).order_by(found.c.due_at)
    return (
        update(WebhookQueue)
        .where(KEY.in_(longest_due.limit(room.places)))
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


def releasing(claim: Claim, due_at: datetime, *, not_before: datetime, is_ailing: bool) -> Update:
    values = {"due_at": due_at, "not_before": not_before, "is_ailing": is_ailing}
    return update(WebhookQueue).where(*_of(claim)).values(claim=None, held_until=None, **values)


def waking(user_id: UUID, endpoint_id: UUID, *, now: datetime) -> Update:
    """Let an endpoint rest no more."""
    return (
        update(WebhookQueue)
        .where(WebhookQueue.user_id == user_id, WebhookQueue.endpoint_id == endpoint_id)
        .values(not_before=None, due_at=now)
    )


def leaving_queue(claim: Claim) -> Delete:
    return delete(WebhookQueue).where(*_of(claim))


def _first_of_each_user(now: datetime) -> AnySelect:
    """Select those of each user that are held or due the longest: of the sound and of the ailing.

    So whoever has many endpoints has no more places than others, whether they answer or not.
    """
    place = func.row_number().over(
        partition_by=(WebhookQueue.user_id, WebhookQueue.is_ailing),
        order_by=(_is_held(now).desc(), WebhookQueue.due_at),
    )
    keys = (WebhookQueue.user_id, WebhookQueue.endpoint_id)
    ranked = select(*keys, place.label("place")).where(WebhookQueue.due_at <= now).cte("ranked")
    return select(ranked.c.user_id, ranked.c.endpoint_id).where(ranked.c.place <= MOST_OF_USER)


def _next(name: str, number: int, *conditions: ColumnElement[bool]) -> AnySelect:
    rows = (
        select(WebhookQueue.user_id, WebhookQueue.endpoint_id, WebhookQueue.due_at)
        .where(*conditions)
        .order_by(WebhookQueue.due_at)
        .limit(number)
        .with_for_update(skip_locked=True)
        .cte(name)
    )
    return select(*rows.c)


def _is_held(now: datetime) -> ColumnElement[bool]:
    return func.coalesce(WebhookQueue.held_until > now, false())


def _of(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    return (
        WebhookQueue.user_id == claim.user_id,
        WebhookQueue.endpoint_id == claim.endpoint_id,
        WebhookQueue.claim == claim.id,
    )
