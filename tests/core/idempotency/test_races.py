"""Requests of one key at once: one is done, the others are told so without a wait."""

import asyncio
import time

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.core.idempotency.conftest import Stage
from tests.core.idempotency.keyed import code, create, is_replay, names, told, under
from tests.signing_up import SignedIn
from tests.waiting import until

AT_ONCE_S = 0.5
HOLD = text("SELECT FROM users WHERE id = :id FOR UPDATE")
WAITERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
    "AND query LIKE '%' || :id || '%'"
)


async def test_who_comes_while_the_first_is_under_way_is_told_at_once(
    stage: Stage, jo: SignedIn
) -> None:
    first = asyncio.create_task(jo.client.post("/testing/slow", headers=under("one")))
    await stage.has_begun.wait()
    began = time.monotonic()
    second = await jo.client.post("/testing/slow", headers=under("one"))
    took = time.monotonic() - began
    stage.may_end.set()
    done = await first
    third = await jo.client.post("/testing/slow", headers=under("one"))

    assert (second.status_code, code(second)) == (409, "idempotency-key-in-use")
    assert second.headers["retry-after"] == "1"
    assert took < AT_ONCE_S
    assert (done.status_code, is_replay(done)) == (200, False)
    assert told(third) == told(done)
    assert await names(jo.client) == ["Alex"]


async def test_nobody_waits_for_a_first_that_waits_itself(
    jo: SignedIn, superuser: AsyncConnection
) -> None:
    """The lock of the key comes before the row of the user, in the same statement."""
    await superuser.execute(text("BEGIN"))
    await superuser.execute(HOLD, {"id": jo.user_id})
    first = asyncio.create_task(create(jo.client, "one"))
    await until(lambda: superuser.scalar(WAITERS, {"id": str(jo.user_id)}))
    began = time.monotonic()
    second = await create(jo.client, "one")
    took = time.monotonic() - began
    await superuser.execute(text("COMMIT"))

    assert (second.status_code, code(second)) == (409, "idempotency-key-in-use")
    assert took < AT_ONCE_S
    assert (await first).status_code == 201
    assert await names(jo.client) == ["Alex"]


async def test_another_key_waits_its_turn(stage: Stage, jo: SignedIn) -> None:
    first = asyncio.create_task(jo.client.post("/testing/slow", headers=under("one")))
    await stage.has_begun.wait()
    second = asyncio.create_task(create(jo.client, "two"))
    await asyncio.sleep(0.1)
    assert not second.done()
    stage.may_end.set()

    assert ((await first).status_code, (await second).status_code) == (200, 201)
    assert await names(jo.client) == ["Alex", "Alex"]


async def test_twenty_at_once_have_one_effect(jo: SignedIn) -> None:
    for key in ("one", "two", "three"):
        answers = await asyncio.gather(*(create(jo.client, key) for _ in range(20)))
        done = [each for each in answers if each.status_code == 201]
        refused = [each for each in answers if each not in done]

        assert [is_replay(each) for each in done].count(False) == 1
        assert len({each.content for each in done}) == 1
        assert {code(each) for each in refused} <= {"idempotency-key-in-use"}
    assert len(await names(jo.client)) == 3
