"""One effect and one answer under an Idempotency-Key, for a day."""

import gzip
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.clock import FakeClock
from tests.core.idempotency.conftest import ALL_BYTES
from tests.core.idempotency.keyed import (
    ALEX,
    code,
    create,
    is_replay,
    names,
    told,
    under,
)
from tests.signing_up import SignedIn, a_guest
from tests.waiting import until

OTHERS = {
    "another body": ("/v1/people", {"nickname": "Kim"}),
    "another path": ("/v1/moods", {}),
    "another query": ("/v1/people?x=1", {}),
}
INTIMATE = "the letter that I never sent"
ROWS = text("SELECT id, answer, to_jsonb(kept_answers)::text FROM kept_answers WHERE user_id = :id")


async def test_the_same_key_gives_the_same_answer_to_the_byte(me: AsyncClient) -> None:
    first = await create(me, "one")
    again = await create(me, "one")

    assert first.status_code == 201
    assert told(again) == told(first)
    assert (is_replay(first), is_replay(again)) == (False, True)
    assert await names(me) == ["Alex"]


async def test_another_key_is_another_effect(me: AsyncClient) -> None:
    for key in ("one", "two"):
        assert not is_replay(await create(me, key))

    assert await names(me) == ["Alex", "Alex"]


@pytest.mark.parametrize("other", OTHERS)
async def test_a_key_names_one_request(me: AsyncClient, other: str) -> None:
    path, changes = OTHERS[other]
    first = await create(me, "one")

    answer = await me.post(path, json=ALEX | changes, headers=under("one"))

    assert (answer.status_code, code(answer)) == (422, "idempotency-key-reused")
    assert await names(me) == ["Alex"]
    assert told(await create(me, "one")) == told(first)


async def test_a_refusal_leaves_the_key_free(me: AsyncClient) -> None:
    refused = await create(me, "one", phase="no such phase")
    done = await create(me, "one")

    assert (refused.status_code, done.status_code) == (422, 201)
    assert not is_replay(done)
    assert await names(me) == ["Alex"]


async def test_an_answer_is_kept_for_a_day_by_our_clock(me: AsyncClient, clock: FakeClock) -> None:
    first = await create(me, "one")
    clock.pass_by(hours=24, milliseconds=-1)
    last = await create(me, "one")
    clock.pass_by(milliseconds=1)
    anew = await create(me, "one", nickname="Kim")

    assert told(last) == told(first)
    assert (anew.status_code, is_replay(anew)) == (201, False)
    assert await names(me) == ["Alex", "Kim"]
    assert told(await create(me, "one", nickname="Kim")) == told(anew)


async def test_a_key_is_its_users_own(me: AsyncClient, somebody_else: AsyncClient) -> None:
    for client in (me, somebody_else):
        assert not is_replay(await create(client, "one"))

    assert await names(me) == await names(somebody_else) == ["Alex"]


async def test_a_replay_is_no_write(me: AsyncClient) -> None:
    await create(me, "one")
    before = (await me.get("/v1/me")).json()
    await create(me, "one")

    assert (await me.get("/v1/me")).json() == before


async def test_a_key_gives_the_old_answer_where_an_id_gives_the_present_record(
    me: AsyncClient,
) -> None:
    person_id = "0199e4a2-7c31-7000-8000-000000000001"
    url, body = f"/v1/people/{person_id}", ALEX | {"id": person_id}
    first = await create(me, "one", id=person_id)
    await me.patch(url, json={"phase": "distant"})
    second = await create(me, "two", id=person_id)
    await me.patch(url, json={"phase": "together"})
    third = await me.post("/v1/people", json=body)

    assert [each.status_code for each in (first, second, third)] == [201, 200, 200]
    phases = [each.json()["phase"] for each in (first, second, third)]
    assert phases == ["apart", "distant", "together"]
    await me.delete(url)
    assert told(await create(me, "one", id=person_id)) == told(first)
    assert told(await create(me, "two", id=person_id)) == told(second)
    assert (await create(me, "three", id=person_id)).status_code == 410


async def test_who_is_signed_out_gets_no_answer_again(app: FastAPI) -> None:
    guest = await a_guest(app)
    await create(guest.client, "one")
    await guest.client.post("/v1/auth/logout")

    assert (await create(guest.client, "one")).status_code == 401
    await guest.client.aclose()


async def test_an_answer_is_compressed_as_each_request_asks(me: AsyncClient) -> None:
    body = ALEX | {"note": "n" * 900}
    plain = under("one") | {"accept-encoding": "identity"}
    first = await me.post("/v1/people", json=body, headers=plain)
    zipped = under("one") | {"accept-encoding": "gzip"}
    async with me.stream("POST", "/v1/people", json=body, headers=zipped) as again:
        raw = b"".join([chunk async for chunk in again.aiter_raw()])

    assert again.headers["content-encoding"] == "gzip"
    assert len(raw) < len(first.content)
    assert gzip.decompress(raw) == first.content


async def test_an_answer_without_a_body_is_kept_as_well(jo: SignedIn) -> None:
    answers = [await jo.client.post("/testing/nothing", headers=under("one")) for _ in range(2)]

    assert [each.status_code for each in answers] == [204, 204]
    assert told(answers[0]) == told(answers[1])
    assert await names(jo.client) == ["Alex"]


async def test_any_bytes_and_headers_come_again(jo: SignedIn) -> None:
    answers = [await jo.client.post("/testing/bytes", headers=under("one")) for _ in range(2)]

    assert answers[0].content == ALL_BYTES
    assert answers[0].headers["link"] == '</v1/there>; rel="next"'
    assert told(answers[0]) == told(answers[1])


async def test_what_is_kept_can_not_be_read(app: FastAPI, superuser: AsyncConnection) -> None:
    guest = await a_guest(app)
    await create(guest.client, INTIMATE.replace(" ", "-"), note=INTIMATE)

    ((_, answer, row),) = (await superuser.execute(ROWS, {"id": guest.user_id})).all()

    hidden = [INTIMATE, INTIMATE.replace(" ", "-"), "Alex", "nickname"]
    for each in hidden:
        assert each.encode() not in answer
        assert each.encode().hex() not in row
        assert each not in row
    await guest.client.aclose()


async def test_the_worker_forgets_what_has_expired(
    app: FastAPI, clock: FakeClock, superuser: AsyncConnection
) -> None:
    guest = await a_guest(app)

    async def kept() -> set[UUID]:
        rows = await superuser.execute(ROWS, {"id": guest.user_id})
        return {row.id for row in rows}

    await create(guest.client, "one")
    (one,) = await kept()
    clock.pass_by(hours=1)
    await create(guest.client, "two")
    (two,) = await kept() - {one}
    clock.pass_by(hours=23)

    async def has_one_gone() -> bool:
        return await kept() == {two}

    await until(has_one_gone)
    clock.pass_by(hours=1)

    async def have_both_gone() -> bool:
        return await kept() == set()

    await until(have_both_gone)
    await guest.client.aclose()


async def test_ways_in_take_no_key(me: AsyncClient) -> None:
    """Their retries are safe by their own means, and their answers are never kept."""
    answer = await me.post("/v1/auth/logout", headers=under("no key at all"))

    assert answer.status_code == 204
