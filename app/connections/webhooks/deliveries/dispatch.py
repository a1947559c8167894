"""Serves endpoints beside the outbox: each alone, and those that hang in places of their own.

An endpoint is served by one process at a time, so a dead one holds one place. Endpoints that gave
no answer the last time, or a slow one, share a part of the places; the others are kept for those
that answer at once.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NoReturn

import structlog
from starlette.datastructures import State

from app.connections.webhooks.deliveries import queue, rounds
from app.connections.webhooks.deliveries.queue import Claim
from app.core.ids import new_id
from app.core.logs import pseudonym, where
from app.core.rhythm import OUT_OF_REACH

POLL_S = 0.25
PAUSE_WITHOUT_DATABASE_S = 2.0
PLACES, PLACES_FOR_AILING = 128, 48
PARTING_S = 5.0

log = structlog.get_logger()


@dataclass(slots=True)
class UnderWay:
    """What this process is at; `freed` is set whenever something ends."""

    claims: set[Claim] = field(default_factory=set)
    freed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def places(self) -> int:
        return max(0, PLACES - len(self.claims))

    @property
    def places_for_ailing(self) -> int:
        ailing = sum(claim.is_ailing for claim in self.claims)
        return max(0, min(self.places, PLACES_FOR_AILING - ailing))


async def work(state: State) -> None:
    """Serve endpoints until cancelled; what is under way then has a few seconds to end.

    `state` has `worker_database`, `vault`, `clock` and `webhook_outbound`.
    """
    under_way = UnderWay()
    async with asyncio.TaskGroup() as group:
        try:
            await _dispatch(state, group, under_way)
        finally:
            await _part(under_way)


async def _dispatch(state: State, group: asyncio.TaskGroup, under_way: UnderWay) -> NoReturn:
    while True:
        try:
            claims = await _claim(state, under_way) if under_way.places else []
        except OUT_OF_REACH as error:
            log.warning("webhooks-out-of-reach", error=type(error).__qualname__)
            await asyncio.sleep(PAUSE_WITHOUT_DATABASE_S)
            continue
        for claim in claims:
            under_way.claims.add(claim)
            group.create_task(_serve(state, claim, under_way))
        await asyncio.sleep(POLL_S)


async def _claim(state: State, under_way: UnderWay) -> list[Claim]:
    now, claim = state.clock(), new_id()
    statement = queue.claiming(
        claim,
        queue.Room(under_way.places, under_way.places_for_ailing),
        now=now,
        until=now + rounds.HELD_FOR,
    )
    async with state.worker_database.lease() as db:
        return [Claim(claim, *row) for row in await db.all(statement)]


async def _serve(state: State, claim: Claim, under_way: UnderWay) -> None:
    """Serve an endpoint; whatever goes wrong, its claim runs out and it comes again."""
    (failure,) = await asyncio.gather(rounds.serve(state, claim), return_exceptions=True)
    if failure is not None:
        user, error = pseudonym(claim.user_id), type(failure).__qualname__
        log.warning("webhook-failed", user=user, error=error, where=where(failure))
    under_way.claims.discard(claim)
    under_way.freed.set()


async def _part(under_way: UnderWay) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(PARTING_S):
            while under_way.claims:
                under_way.freed.clear()
                await under_way.freed.wait()
