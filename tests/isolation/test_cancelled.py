"""Requests that end half way leave nothing of their user on a connection."""

import asyncio
import random
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import text

from app.core.database import Database
from tests.isolation.answers import foreign_in
from tests.isolation.document import OPERATIONS, SECURED
from tests.isolation.inhabitants import Inhabitant, settle_with_everything
from tests.isolation.rows import ROWS

REQUESTS_A_USER = 300
AT_ONCE = 6
LONGEST_WAIT_S = 0.04
CANCELLED = 0.7
CHANCE = random.Random(20_260_310)
OF_THE_ACCOUNT = ("/v1/auth", "/v1/me", "/v1/sessions")
ASKED = [
    each
    for each in SECURED
    if not each.path.startswith(OF_THE_ACCOUNT) and ROWS[each.name].after is None
]
A_READ = OPERATIONS["list_people"]
NOTHING: set[tuple[str | None, int | None]] = {("", None), (None, None)}
"""What a connection knows of users and transactions once it is back."""

WHAT_IS_LEFT = "SELECT current_setting('app.user_id', true), pg_current_xact_id_if_assigned()"
OPEN_TRANSACTIONS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND usename = 'ownorbit_app'
  AND state LIKE 'idle in transaction%'
"""
"""Of requests: the worker has a login of its own, and goes on with what they left to it."""


@dataclass
class Outcome:
    answers: list[Response] = field(default_factory=list)
    cancelled: int = 0


async def test_a_cancelled_request_leaves_no_transaction_and_no_user_behind(
    app: FastAPI, mighty: Database
) -> None:
    one, other = await settle_with_everything(app), await settle_with_everything(app)
    ends: list[list[Outcome]] = await asyncio.gather(
        *(asyncio.gather(*(live(user) for _ in range(AT_ONCE))) for user in (one, other))
    )

    for outcomes, foreigner in zip(ends, (other, one), strict=True):
        answers = [answer for outcome in outcomes for answer in outcome.answers]
        assert len(answers) > REQUESTS_A_USER // 10
        assert sum(outcome.cancelled for outcome in outcomes) > REQUESTS_A_USER // 10
        for answer in answers:
            assert answer.status_code < 500
            assert foreign_in(answer, {foreigner.canary, foreigner.id}) == set()
    size = app.state.settings.pool_size
    assert await left_on_connections(app.state.database, size) <= NOTHING
    await asyncio.gather(*(user.ask(A_READ) for user in (one, other) for _ in range(size)))
    assert await left_on_connections(app.state.database, size) <= NOTHING
    async with mighty.lease() as db:
        assert await db.scalar(text(OPEN_TRANSACTIONS)) == 0


async def live(user: Inhabitant) -> Outcome:
    """Ask for one thing after another, often without waiting for the answer."""
    outcome = Outcome()
    for _ in range(REQUESTS_A_USER // AT_ONCE):
        task = asyncio.create_task(user.ask(CHANCE.choice(ASKED)))
        wait_s = CHANCE.uniform(0, LONGEST_WAIT_S) if CHANCE.random() < CANCELLED else None
        await asyncio.wait([task], timeout=wait_s)
        task.cancel()
        try:
            outcome.answers.append(await task)
        except asyncio.CancelledError:
            outcome.cancelled += 1
    return outcome


async def left_on_connections(database: Database, size: int) -> set[tuple[str | None, int | None]]:
    """Look at every connection of the pool, all lent at once."""
    async with AsyncExitStack() as stack:
        leases = [await stack.enter_async_context(database.lease()) for _ in range(size)]
        return {tuple(row) for db in leases for row in await db.all(text(WHAT_IS_LEFT))}
