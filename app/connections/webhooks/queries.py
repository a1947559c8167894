from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Delete,
    Insert,
    Update,
    delete,
    exists,
    func,
    literal,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from app.accounts.grants.queries import scopes_held
from app.connections.webhooks.models import WebhookEndpoint, WebhookFollower
from app.core.events import OutboxEvent
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

ENDPOINTS = table_of(WebhookEndpoint)
KEYS = (ENDPOINTS.c.recorded_at, ENDPOINTS.c.id)
IS_FOLLOWED = exists().where(WebhookFollower.user_id == OutboxEvent.user_id)
"""Of an event in the outbox: its user has an endpoint."""


def endpoints_of(owner: Owner, paging: Paging) -> Asked:
    return paging.of(_newest(), owner, *KEYS, where=seen_by(owner))


def seen_by(owner: Owner) -> tuple[ColumnElement[bool], ...]:
    """Narrow to what an app made itself; the user sees all."""
    return () if owner.is_first_party else (ENDPOINTS.c.source == owner.source,)


def numbers_of_endpoints(owner: Owner) -> AnySelect:
    """Count those of the same maker, and all of the user's."""
    of_maker = func.count().filter(ENDPOINTS.c.source == owner.source).label("of_maker")
    return select(of_maker, func.count().label("in_all")).where(mine(ENDPOINTS.c, owner))


def enabled_of(owner: Owner, source: str) -> AnySelect:
    return select(ENDPOINTS).where(
        mine(ENDPOINTS.c, owner), ENDPOINTS.c.source == source, ENDPOINTS.c.status == "enabled"
    )


def only(endpoint_id: UUID) -> ColumnElement[bool]:
    return ENDPOINTS.c.id == endpoint_id


def made_by(sources: Collection[str]) -> ColumnElement[bool]:
    return ENDPOINTS.c.source.in_(sources)


def makers(owner: Owner, *of: ColumnElement[bool]) -> AnySelect:
    """Select who made endpoints of which `of` holds, each once."""
    return select(ENDPOINTS.c.source).where(mine(ENDPOINTS.c, owner), *of).distinct()


def scopes_of(owner: Owner, sources: Collection[str], *, now: datetime) -> CompoundSelect[Any, Any]:
    """Select the scopes of the live grants of each of these apps and limited scripts."""
    held = ((source, scopes_held(owner, UUID(source), now=now)) for source in sources)
    return union_all(*(grants.add_columns(literal(of).label("source")) for of, grants in held))


def noting(owner: Owner, endpoint_id: UUID, *, is_success: bool, now: datetime) -> Update:
    """Keep how a try went; no write of the user's, so no new revision."""
    values: dict[str, Any] = {"last_success_at": now, "failing_since": None}
    if not is_success:
        since = func.coalesce(ENDPOINTS.c.failing_since, now)
        values = {"last_failure_at": now, "failing_since": since}
    return (
        update(ENDPOINTS)
        .where(mine(ENDPOINTS.c, owner), ENDPOINTS.c.id == endpoint_id)
        .values(values)
        .returning(ENDPOINTS.c.id)
    )


def is_still(revision: int) -> ColumnElement[bool]:
    return ENDPOINTS.c.revision == revision


def following(owner: Owner) -> Insert:
    return insert(WebhookFollower).values(user_id=owner.id).on_conflict_do_nothing()


def unfollowing(owner: Owner) -> Delete:
    """Let events pass by again, if there is no endpoint any more."""
    is_left = exists(select(ENDPOINTS.c.id).where(mine(ENDPOINTS.c, owner)))
    return delete(WebhookFollower).where(WebhookFollower.user_id == owner.id, ~is_left)


def is_following(user_id: UUID) -> AnySelect:
    return select(WebhookFollower.user_id).where(WebhookFollower.user_id == user_id)


@built_once
def _newest() -> AnySelect:
    return newest_first(select(ENDPOINTS).where(mine(ENDPOINTS.c, ANY_OWNER)), *KEYS)
