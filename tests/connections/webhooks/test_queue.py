"""Who is served next: as many as there is room for, and few of each user."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import Row, delete, insert

from app.connections.webhooks.deliveries import queue
from app.connections.webhooks.deliveries.models import WebhookQueue
from app.connections.webhooks.deliveries.queue import MOST_OF_USER, Room
from app.connections.webhooks.deliveries.rounds import HELD_FOR
from app.core.ids import new_id
from tests.clock import NOON

MUCH_LATER = NOON + timedelta(days=4_000)
"""So that no worker comes in between."""


class Queue:
    """The queue, with endpoints of nobody."""

    def __init__(self, app: FastAPI) -> None:
        self.app, self.count = app, 0

    async def add(
        self, number: int, *, is_ailing: bool = False, user_id: UUID | None = None
    ) -> None:
        """Queue endpoints of one user, or each of another; each is due later than those before."""
        for _ in range(number):
            self.count += 1
            row = {
                "user_id": user_id or uuid4(),
                "endpoint_id": uuid4(),
                "due_at": MUCH_LATER + timedelta(seconds=self.count),
                "is_ailing": is_ailing,
            }
            async with self.app.state.worker_database.lease() as db:
                await db.execute(insert(WebhookQueue).values(row))

    async def clear(self) -> None:
        async with self.app.state.worker_database.lease() as db:
            await db.execute(delete(WebhookQueue))

    async def claim(self, room: Room) -> list[Row[Any]]:
        now = MUCH_LATER + timedelta(days=1)
        statement = queue.claiming(new_id(), room, now=now, until=now + HELD_FOR)
        async with self.app.state.worker_database.lease() as db:
            return list(await db.all(statement))


@pytest.fixture
async def waiting(app: FastAPI) -> AsyncIterator[Queue]:
    """Give an empty queue, and leave one."""
    queued = Queue(app)
    await queued.clear()
    yield queued
    await queued.clear()


@pytest.mark.parametrize(
    ("sound", "ailing", "room", "taken"),
    [
        (6, 6, Room(6, 6), (6, 0)),
        (6, 6, Room(8, 1), (6, 1)),
        (6, 6, Room(20, 4), (6, 4)),
        (2, 6, Room(4, 4), (2, 2)),
        (0, 6, Room(4, 2), (0, 2)),
        (6, 6, Room(0, 0), (0, 0)),
    ],
    ids=str,
)
async def test_no_more_are_taken_than_there_is_room_for(
    waiting: Queue, sound: int, ailing: int, room: Room, taken: tuple[int, int]
) -> None:
    await waiting.add(sound)
    await waiting.add(ailing, is_ailing=True)
    kinds = Counter(row.is_ailing for row in await waiting.claim(room))

    assert (kinds[False], kinds[True]) == taken


@pytest.mark.parametrize("is_ailing", [False, True])
async def test_of_one_user_there_are_few_at_a_time_however_many_endpoints_and_processes(
    waiting: Queue, *, is_ailing: bool
) -> None:
    many, other = uuid4(), uuid4()
    await waiting.add(60, is_ailing=is_ailing, user_id=many)
    await waiting.add(1, is_ailing=is_ailing, user_id=other)
    first = await waiting.claim(Room(50, 50))
    waiting.count = -9
    await waiting.add(1, is_ailing=is_ailing, user_id=many)
    second = await waiting.claim(Room(50, 50))

    assert Counter(row.user_id for row in first) == {many: MOST_OF_USER, other: 1}
    assert second == []


async def test_who_has_many_that_ail_has_the_one_that_answers_served_all_the_same(
    waiting: Queue,
) -> None:
    somebody = uuid4()
    await waiting.add(10, is_ailing=True, user_id=somebody)
    await waiting.add(1, user_id=somebody)
    kinds = Counter(row.is_ailing for row in await waiting.claim(Room(50, 0)))

    assert kinds == {False: 1}
