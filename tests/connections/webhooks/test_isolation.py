"""Nobody waits for a receiver that is dead, and nobody pays who has none."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import text

from app.connections.webhooks.deliveries import dispatch, posting
from tests.clock import FakeClock
from tests.connections.webhooks.asking import PATH, a_mood, an_endpoint, deliveries, tried
from tests.connections.webhooks.inbox import SLOWLY_S, Inbox
from tests.signing_up import SignedIn, a_guest
from tests.waiting import until

DEAD = 20
SOON_S = 2.0
IN_OUTBOX = text("SELECT attempts FROM outbox WHERE user_id = :id AND type = 'moods.created'")


@pytest.fixture
async def unlucky(hooking_app: FastAPI) -> AsyncIterator[list[SignedIn]]:
    """Sign up guests whose receivers are dead."""
    guests = [await a_guest(hooking_app) for _ in range(DEAD)]
    yield guests
    for guest in guests:
        await guest.client.delete("/v1/me")
        await guest.client.aclose()


async def test_twenty_that_hang_delay_nobody_at_first_nor_when_they_are_known(
    someone: SignedIn,
    unlucky: list[SignedIn],
    inbox: Inbox,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dispatch, "PLACES", DEAD + 4)
    monkeypatch.setattr(dispatch, "PLACES_FOR_AILING", 5)
    dead = [
        await an_endpoint(guest.client, inbox.url(f"/dead/{number}"))
        for number, guest in enumerate(unlucky)
    ]
    living = await an_endpoint(someone.client, inbox.url())
    for guest in unlucky:
        await a_mood(guest.client)

    async def all_hang() -> bool:
        return inbox.hanging == DEAD

    await until(all_hang)
    await a_mood(someone.client)
    async with asyncio.timeout(SOON_S):
        await inbox.heard(1)
    assert inbox.hanging == DEAD
    assert len(await deliveries(unlucky[0].client, dead[0])) == 1

    async def all_gave_up() -> bool:
        return inbox.hanging == 0

    async with asyncio.timeout(30):
        while not await all_gave_up():  # noqa: ASYNC110  (the receiver gives no signal)
            await asyncio.sleep(0.1)
    await tried(unlucky[-1].client, dead[-1], 1)
    clock.pass_by(seconds=6)

    async def some_hang() -> bool:
        return inbox.hanging == dispatch.PLACES_FOR_AILING

    await until(some_hang)
    await a_mood(someone.client)
    async with asyncio.timeout(SOON_S):
        await inbox.heard(2)
    assert inbox.hanging == dispatch.PLACES_FOR_AILING
    assert (await tried(someone.client, living, 1, of=2))["state"] == "delivered"


@pytest.mark.parametrize("at_first", [1, 2])
async def test_who_answers_slowly_has_a_place_of_those_who_do_not_answer_the_next_time(
    someone: SignedIn, inbox: Inbox, monkeypatch: pytest.MonkeyPatch, at_first: int
) -> None:
    monkeypatch.setattr(posting, "SLOW_MS", SLOWLY_S * 900)
    monkeypatch.setattr(dispatch, "PLACES_FOR_AILING", 0)
    slow = await an_endpoint(someone.client, inbox.url("/slow"))
    quick = await an_endpoint(someone.client, inbox.url())
    for _ in range(at_first):
        await someone.client.post(f"{PATH}/{slow['id']}/test")
    await inbox.heard(1, "/slow")
    await asyncio.sleep(SLOWLY_S + dispatch.POLL_S)
    for endpoint in (slow, quick):
        await someone.client.post(f"{PATH}/{endpoint['id']}/test")
    await tried(someone.client, quick, 1)
    await asyncio.sleep(2 * dispatch.POLL_S)
    heard = len(inbox.to("/slow"))
    monkeypatch.setattr(dispatch, "PLACES_FOR_AILING", 1)
    await inbox.heard(2, "/slow")

    assert heard == 1


async def test_one_delivery_is_under_way_to_an_endpoint_at_a_time(
    someone: SignedIn, inbox: Inbox
) -> None:
    endpoint = await an_endpoint(someone.client, inbox.url("/dead"))
    for _ in range(5):
        await someone.client.post(f"{PATH}/{endpoint['id']}/test")

    async def hangs() -> bool:
        return inbox.hanging > 0

    await until(hangs)
    await asyncio.sleep(4 * dispatch.POLL_S)

    assert (inbox.hanging, inbox.connections) == (1, 1)


async def test_many_to_one_that_lives_come_one_after_the_other_and_soon(
    someone: SignedIn, inbox: Inbox
) -> None:
    endpoint = await an_endpoint(someone.client, inbox.url())
    for _ in range(30):
        await someone.client.post(f"{PATH}/{endpoint['id']}/test")
    messages = await inbox.heard(30)

    assert len({message.id for message in messages}) == 30


async def test_the_event_of_somebody_without_an_endpoint_is_not_even_claimed(
    app: FastAPI, me: AsyncClient, someone: SignedIn, inbox: Inbox
) -> None:
    await a_mood(me)
    await an_endpoint(someone.client, inbox.url())
    await a_mood(someone.client)
    await inbox.heard(1)

    async def left(user_id: UUID) -> list[int]:
        async with app.state.database.lease() as db:
            return [row.attempts for row in await db.all(IN_OUTBOX, {"id": user_id})]

    assert await left(me.auth.user_id) == [0]  # type: ignore[union-attr]

    async def is_gone() -> bool:
        return await left(someone.user_id) == []

    await until(is_gone)


async def test_whoever_deletes_the_last_endpoint_is_looked_at_no_more(
    app: FastAPI, someone: SignedIn, inbox: Inbox
) -> None:
    followed = text("SELECT count(*) FROM webhook_followers WHERE user_id = :id")

    async def number() -> int:
        async with app.state.database.lease() as db:
            return int(await db.scalar(followed, {"id": someone.user_id}))

    endpoints = [await an_endpoint(someone.client, inbox.url()) for _ in range(2)]
    counted = [await number()]
    for endpoint in endpoints:
        await someone.client.delete(f"{PATH}/{endpoint['id']}")
        counted.append(await number())

    assert counted == [1, 1, 0]
