"""The circle over HTTP: who is in it, and who may be asked how often."""

from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from app.companion.supporters.schemas import SupporterCreate, SupporterUpdate
from tests.clock import FakeClock
from tests.companion.supporters.circle import (
    REQUEST,
    URL,
    a_supporter,
    an_agreeing,
    decide,
    token_for,
    with_a_name,
)
from tests.mailbox import Mailbox
from tests.signing_up import a_guest, an_address

STAMPS = ("asked_at", "consented_at", "withdrawn_at")


async def test_a_supporter_is_asked_first(me: AsyncClient, mailbox: Mailbox) -> None:
    address = an_address()

    supporter = await a_supporter(me, address)

    assert supporter.items() >= {"name": "Sam", "email": address, "consent": "asked"}.items()
    assert [supporter[name] for name in STAMPS] == ["2026-03-10T12:00:00Z", None, None]
    assert (await me.get(f"{URL}/{supporter['id']}")).json() == supporter
    assert (await me.get(URL)).json()["items"] == [supporter]
    assert await mailbox.newest(address, REQUEST)


async def test_the_answer_is_theirs_and_may_change(
    app: FastAPI, me: AsyncClient, mailbox: Mailbox, clock: FakeClock
) -> None:
    address = an_address()
    supporter = await a_supporter(me, address)
    token, url = await token_for(mailbox, address), f"{URL}/{supporter['id']}"

    seen = []
    for decision in ("agree", "agree", "decline", "agree"):
        clock.pass_by(minutes=1)
        answer = await decide(app, token, decision)
        assert answer.status_code == 200
        record = (await me.get(url)).json()
        assert answer.json() == {"consent": record["consent"]}
        seen.append([record["consent"], *(record[name] for name in STAMPS[1:])])

    moments = [f"2026-03-10T12:0{minute}:00Z" for minute in range(5)]
    assert seen == [
        ["given", moments[1], None],
        ["given", moments[1], None],
        ["withdrawn", moments[1], moments[3]],
        ["given", moments[4], None],
    ]


@pytest.mark.parametrize("change", [{"consent": "given"}, {"email": "a@example.com"}, {"name": ""}])
async def test_consent_and_address_are_not_the_users_to_change(
    me: AsyncClient, change: dict[str, Any]
) -> None:
    supporter = await a_supporter(me, an_address())

    refused = await me.patch(f"{URL}/{supporter['id']}", json=change)
    renamed = await me.patch(f"{URL}/{supporter['id']}", json={"name": "Sam upstairs"})

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == f"/{next(iter(change))}"
    assert renamed.json()["name"] == "Sam upstairs"


@pytest.mark.parametrize(
    "body", [{"name": "Sam", "email": "sam"}, {"email": "a@example.com"}, {"name": "Sam"}]
)
async def test_an_address_and_a_name_are_needed(me: AsyncClient, body: dict[str, str]) -> None:
    assert (await me.post(URL, json=body)).status_code == 422


async def test_sending_a_create_again_asks_nobody_twice(
    app: FastAPI, me: AsyncClient, mailbox: Mailbox
) -> None:
    told = {"id": str(uuid4()), "name": "Sam", "email": an_address()}

    first, again = [await me.post(URL, json=told) for _ in range(2)]
    await an_agreeing(app, me, mailbox, an_address())  # later than both

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    await mailbox.newest(told["email"], REQUEST)
    assert len(mailbox.to(told["email"])) == 1


async def test_whoever_has_not_answered_is_asked_once_a_day_at_most(
    me: AsyncClient, mailbox: Mailbox, clock: FakeClock
) -> None:
    address = an_address()
    url = f"{URL}/{(await a_supporter(me, address))['id']}/requests"

    clock.pass_by(hours=23)
    early = await me.post(url)
    clock.pass_by(hours=1)
    later = await me.post(url)

    assert (early.status_code, early.json()["type"]) == (429, "/problems/asked-lately")
    assert early.headers["retry-after"] == "3600"
    assert early.headers["ratelimit"] == '"supporter-requests-again";r=0;t=3600'
    assert later.status_code == 202
    assert later.json()["asked_at"] == "2026-03-11T12:00:00Z"
    first, second = [await token_for(mailbox, address, count=count) for count in (1, 2)]
    assert first == second
    assert (await me.post(url)).status_code == 429


@pytest.mark.parametrize("name", [None, "jo@example.com", "Win at evil.example"])
async def test_nobody_is_asked_while_the_mail_could_not_say_who_asks(
    me: AsyncClient, mailbox: Mailbox, clock: FakeClock, name: str | None
) -> None:
    silent, asked = an_address(), an_address()
    told = {"id": str(uuid4()), "name": "Sam", "email": asked}
    first = await me.post(URL, json=told)
    await mailbox.newest(asked, REQUEST)
    clock.pass_by(days=1)
    await with_a_name(me, name)

    answers = [
        await me.post(URL, json={"name": "Kim", "email": silent}),
        await me.post(f"{URL}/{told['id']}/requests"),
    ]
    again = await me.post(URL, json=told)
    await with_a_name(me, "Jo2")
    await me.post(URL, json={"name": "Kim", "email": silent})

    assert [(each.status_code, each.json()["type"]) for each in answers] == [
        (409, "/problems/name-needed")
    ] * 2
    assert (first.status_code, again.status_code) == (201, 200)
    assert "Jo2 would like to have you" in (await mailbox.newest(silent, REQUEST)).text
    assert [len(mailbox.to(each)) for each in (silent, asked)] == [1, 1]


@pytest.mark.parametrize("decision", ["agree", "decline"])
async def test_whoever_has_answered_is_not_asked_again(
    app: FastAPI, me: AsyncClient, mailbox: Mailbox, clock: FakeClock, decision: str
) -> None:
    address = an_address()
    supporter = await a_supporter(me, address)
    await decide(app, await token_for(mailbox, address), decision)
    clock.pass_by(days=30)

    answer = await me.post(f"{URL}/{supporter['id']}/requests")

    assert answer.json()["type"] == "/problems/supporter-has-answered"


async def test_one_user_asks_few_people_a_day(me: AsyncClient) -> None:
    answers = [await me.post(URL, json={"name": "Sam", "email": an_address()}) for _ in range(11)]

    assert [answer.status_code for answer in answers] == [201] * 10 + [429]
    assert "retry-after" in answers[-1].headers
    assert len((await me.get(URL)).json()["items"]) == 10


async def test_what_comes_again_under_its_key_is_not_counted(me: AsyncClient) -> None:
    told = {"name": "Sam", "email": an_address()}
    under_key = {"idempotency-key": "one"}
    first, *again = [await me.post(URL, json=told, headers=under_key) for _ in range(12)]
    others = [await me.post(URL, json={"name": "Sam", "email": an_address()}) for _ in range(10)]
    last = await me.post(URL, json=told, headers=under_key)

    assert [answer.status_code for answer in others] == [201] * 9 + [429]
    assert {(answer.status_code, answer.content) for answer in (*again, last)} == {
        (201, first.content)
    }
    assert len((await me.get(URL)).json()["items"]) == 10


async def test_asking_again_under_a_key_is_one_asking(
    me: AsyncClient, mailbox: Mailbox, clock: FakeClock
) -> None:
    address = an_address()
    url = f"{URL}/{(await a_supporter(me, address))['id']}/requests"
    clock.pass_by(hours=24)
    first, again = [await me.post(url, headers={"idempotency-key": "one"}) for _ in range(2)]
    clock.pass_by(hours=24)
    anew = await me.post(url, headers={"idempotency-key": "one"})

    assert (first.status_code, again.content) == (202, first.content)
    assert again.headers["idempotent-replayed"] == "true"
    assert anew.json()["asked_at"] == "2026-03-12T12:00:00Z"
    await mailbox.newest(address, REQUEST, count=3)
    assert len(mailbox.to(address)) == 3


async def test_one_address_is_asked_by_few_users_a_day(app: FastAPI) -> None:
    address, answers = an_address(), []
    for spelling in (address, address.upper()) * 3:
        guest = await a_guest(app)
        await with_a_name(guest.client)
        body = {"name": "Sam", "email": spelling}
        answers.append((await guest.client.post(URL, json=body)).status_code)
        await guest.client.aclose()

    assert answers == [201] * 5 + [429]


async def test_examples_work(me: AsyncClient) -> None:
    for body in SupporterCreate.model_json_schema()["examples"]:
        supporter = await a_supporter(me, **{"address": body["email"], **body})
        for change in SupporterUpdate.model_json_schema()["examples"]:
            changed = await me.patch(f"{URL}/{supporter['id']}", json=change)
            assert changed.status_code == 200, changed.text
