"""Serves one endpoint: what is due there, one delivery after the other.

Nothing waits in the database while something is sent. What a killed process has not written down
is sent again, under the same id, when its claim has run out.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import structlog
from starlette.datastructures import State

from app.accounts.auth.acting import Turn, turn_of
from app.connections.webhooks import queries as endpoints
from app.connections.webhooks import rules, secret_list
from app.connections.webhooks.deliveries import posting, queries, queue
from app.connections.webhooks.deliveries.models import WebhookDelivery
from app.connections.webhooks.deliveries.posting import Attempt, Parcel
from app.connections.webhooks.deliveries.queries import Due
from app.connections.webhooks.deliveries.queue import Claim
from app.connections.webhooks.disabling import disable
from app.connections.webhooks.live_scopes import live_scopes
from app.connections.webhooks.models import WebhookEndpoint
from app.connections.webhooks.vocabulary import WITHDRAWN
from app.core import records
from app.core.logs import pseudonym
from app.core.tables import Record

HELD_FOR = timedelta(minutes=1)
KEPT_IN_MIND = timedelta(hours=1)
"""How long an endpoint that ails is still known as one when nothing waits there."""
MOST_AT_ONCE = 50

log = structlog.get_logger()


async def serve(state: State, claim: Claim) -> None:
    """Send what is due to an endpoint, until nothing is, or others would wait for it."""
    attempt: Attempt | None = None
    for number in range(MOST_AT_ONCE + 1):
        async with turn_of(state, claim.user_id) as turn:
            if turn is None:
                return
            is_last = number == MOST_AT_ONCE
            parcel = await _go_on(turn, claim, attempt, state.clock(), is_last=is_last)
        if parcel is None:
            return
        attempt = await posting.post(state.webhook_outbound, parcel, now=state.clock())


async def _go_on(
    turn: Turn, claim: Claim, attempt: Attempt | None, now: datetime, *, is_last: bool
) -> Parcel | None:
    """Write down what came of the last try, and give what is next."""
    attempt = attempt and await _conclude(turn, claim, attempt, now)
    if await turn.db.first(queue.holding(claim, now + HELD_FOR)) is None:
        return None
    ends = is_last or (attempt is not None and bool(attempt.is_ailing or attempt.rest))
    parcel = None if ends else await _pick_up(turn, claim, now)
    if parcel is None:
        await _release(turn, claim, attempt, now)
    return parcel


async def _pick_up(turn: Turn, claim: Claim, now: datetime) -> Parcel | None:
    endpoint = await records.find(turn.db, turn.owner, WebhookEndpoint, claim.endpoint_id)
    if endpoint is None:
        return None
    source = endpoint["source"]
    live = await live_scopes(turn.db, turn.owner, [source], now=now)
    allowed = rules.allowed_types(live.get(source, ()))
    due, is_dropped = queries.next_due(turn.owner, claim.endpoint_id, now=now), False
    while found := await records.fetch(turn.db, turn.owner, WebhookDelivery, due):
        (delivery,) = found
        if _may_hear(endpoint, allowed, delivery["type"]):
            return _packed(endpoint, delivery, now)
        only = queries.with_id(delivery["id"])
        await turn.db.execute(queries.dropping(turn.owner, only))
        is_dropped = True
    if is_dropped:
        await turn.db.execute(queries.forgetting_failures(turn.owner, claim.endpoint_id))
    return None


def _may_hear(endpoint: Record, allowed: Collection[str], event_type: str) -> bool:
    """Tell whether an endpoint may be told of an event now, whatever held when it happened."""
    is_allowed = endpoint["status"] == "enabled" and event_type in allowed
    return is_allowed or event_type == WITHDRAWN


def _packed(endpoint: Record, delivery: Record, now: datetime) -> Parcel:
    return Parcel(
        due=Due(delivery["id"], delivery["tries"], delivery["next_attempt_at"]),
        revision=endpoint["revision"],
        url=endpoint["url"],
        secrets=tuple(secret_list.signing(endpoint["secrets"], now=now)),
        body=posting.written(delivery),
    )


async def _conclude(turn: Turn, claim: Claim, attempt: Attempt, now: datetime) -> Attempt | None:
    """Write down what came of a try; give it, unless it says nothing of the endpoint any more.

    A delivery that was to be sent again meanwhile stays as it is, and an endpoint that was changed.
    """
    db, owner, due = turn.db, turn.owner, attempt.parcel.due
    await db.execute(queries.recording(owner, due, attempt.as_kept(), _after(attempt, now)))
    noting = endpoints.noting(owner, claim.endpoint_id, is_success=attempt.is_success, now=now)
    if await db.first(noting.where(endpoints.is_still(attempt.parcel.revision))) is None:
        return None
    if not attempt.is_success:
        log.info("webhook-put-off", reason=attempt.outcome, user=pseudonym(owner.id))
        await _give_up(turn, claim, attempt, now)
    return attempt


def _after(attempt: Attempt, now: datetime) -> dict[str, Any]:
    due, next_at = attempt.parcel.due, None
    if not attempt.is_success and not attempt.is_farewell:
        next_at = rules.next_try(due.id, due.tries + 1, attempt.asked, now)
    state = "waiting" if next_at else "delivered" if attempt.is_success else "given_up"
    return {"tries": due.tries + 1, "state": state, "next_attempt_at": next_at}


async def _give_up(turn: Turn, claim: Claim, attempt: Attempt, now: datetime) -> None:
    """Disable an endpoint that is gone, or has done nothing but fail for three days."""
    endpoint = await records.find(turn.db, turn.owner, WebhookEndpoint, claim.endpoint_id)
    if endpoint is None or endpoint["status"] != "enabled":
        return
    if attempt.is_farewell:
        await disable(turn, endpoint, "gone", now=now)
    elif rules.is_given_up(endpoint["failing_since"], now):
        await disable(turn, endpoint, "failing", now=now)


async def _release(turn: Turn, claim: Claim, attempt: Attempt | None, now: datetime) -> None:
    """Give an endpoint back, until the next delivery is due there and its rest is over."""
    is_ailing, rest = (attempt.is_ailing, attempt.rest) if attempt else (False, timedelta(0))
    due_at = await turn.db.scalar(queries.next_moment(turn.owner, claim.endpoint_id))
    if due_at is None and not (is_ailing or rest):
        await turn.db.execute(queue.leaving_queue(claim))
        return
    rested, due_at = now + rest, due_at or now + KEPT_IN_MIND
    releasing = queue.releasing(claim, max(due_at, rested), not_before=rested, is_ailing=is_ailing)
    await turn.db.execute(releasing)
