"""Asking the circle for company over HTTP; the mails are in tests/companion/supporters."""

from datetime import timedelta
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient, Response

from app.companion.urges.alerts.rules import wait
from tests.clock import NOON, FakeClock
from tests.companion.supporters.circle import (
    ALERT,
    a_supporter,
    an_agreeing,
    decide,
    token_for,
    with_a_name,
)
from tests.companion.urges.told import URL, an_urge
from tests.mailbox import Mailbox
from tests.signing_up import an_address


@pytest.fixture
async def me(me: AsyncClient) -> AsyncClient:
    return await with_a_name(me)


async def alert(me: AsyncClient, urge_id: str, *supporter_ids: str) -> Response:
    return await me.post(f"{URL}/{urge_id}/alerts", json={"supporter_ids": list(supporter_ids)})


async def test_an_alert_is_kept_and_sending_it_again_alerts_nobody_twice(
    app: FastAPI, me: AsyncClient, mailbox: Mailbox
) -> None:
    addresses = [an_address(), an_address()]
    ids = [await an_agreeing(app, me, mailbox, each) for each in addresses]
    urge = await an_urge(me)
    told = {"id": str(uuid4()), "supporter_ids": ids}
    path = f"{URL}/{urge['id']}/alerts"

    first, again = [await me.post(path, json=told) for _ in range(2)]
    other = await me.post(path, json=told | {"supporter_ids": ids[:1]})

    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert first.json().items() >= (told | {"urge_id": urge["id"]}).items()
    assert again.json() == first.json()
    await alert(me, urge["id"], ids[1])
    await mailbox.newest(addresses[0], ALERT)
    await mailbox.newest(addresses[1], ALERT, count=2)
    assert [len(mailbox.to(each, ALERT)) for each in addresses] == [1, 2]


async def test_nobody_is_alerted_if_one_has_not_agreed_and_the_answer_says_who(
    app: FastAPI, me: AsyncClient, mailbox: Mailbox
) -> None:
    agreed, off = an_address(), an_address()
    ids = [await an_agreeing(app, me, mailbox, each) for each in (agreed, off)]
    asked = (await a_supporter(me, an_address()))["id"]
    await decide(app, await token_for(mailbox, off), "decline")
    urge = await an_urge(me)

    refused = await alert(me, urge["id"], ids[0], asked, ids[1])
    unknown = await alert(me, urge["id"], ids[0], str(uuid4()))

    assert (refused.status_code, refused.json()["type"]) == (
        422,
        "/problems/supporter-has-not-agreed",
    )
    assert [(error["pointer"], error["detail"]) for error in refused.json()["errors"]] == [
        ("/supporter_ids/1", "has not answered yet"),
        ("/supporter_ids/2", "does not want to be asked"),
    ]
    assert unknown.json()["type"] == "/problems/unknown-reference"
    assert unknown.json()["errors"][0]["pointer"] == "/supporter_ids/1"
    assert (await alert(me, urge["id"], ids[0])).status_code == 201
    await mailbox.newest(agreed, ALERT)
    assert len(mailbox.to(agreed, ALERT)) == 1


async def test_the_circle_is_alerted_three_times_an_hour_even_if_urges_are_deleted(
    app: FastAPI, me: AsyncClient, mailbox: Mailbox, clock: FakeClock
) -> None:
    supporter_id = await an_agreeing(app, me, mailbox, an_address())
    for _ in range(3):
        urge = await an_urge(me)
        assert (await alert(me, urge["id"], supporter_id)).status_code == 201
        clock.pass_by(minutes=10)
    await me.delete(f"{URL}/{urge['id']}")
    urge = await an_urge(me)

    refused = await alert(me, urge["id"], supporter_id)
    clock.pass_by(minutes=30)
    later = await alert(me, urge["id"], supporter_id)

    assert (refused.status_code, refused.json()["type"]) == (429, "/problems/too-many-alerts")
    assert refused.headers["retry-after"] == "1800"
    assert refused.headers["ratelimit-policy"] == '"alerts";q=3;w=3600'
    assert later.status_code == 201


async def test_an_alert_needs_an_urge_of_ones_own_and_somebody_to_ask(
    app: FastAPI, me: AsyncClient, somebody_else: AsyncClient, mailbox: Mailbox
) -> None:
    supporter_id = await an_agreeing(app, me, mailbox, an_address())
    theirs, mine = await an_urge(somebody_else), await an_urge(me)

    assert (await alert(me, theirs["id"], supporter_id)).json()["type"].endswith("urge-not-found")
    assert (await alert(somebody_else, theirs["id"], supporter_id)).status_code == 422
    assert (await alert(me, mine["id"])).status_code == 422
    assert (await alert(me, mine["id"], *(str(uuid4()) for _ in range(11)))).status_code == 422


async def test_nobody_is_alerted_while_the_mail_could_not_say_who_asks(
    app: FastAPI, me: AsyncClient, mailbox: Mailbox
) -> None:
    address = an_address()
    supporter_id, urge = await an_agreeing(app, me, mailbox, address), await an_urge(me)
    told, path = {"id": str(uuid4()), "supporter_ids": [supporter_id]}, f"{URL}/{urge['id']}/alerts"
    assert (await me.post(path, json=told)).status_code == 201
    await mailbox.newest(address, ALERT)

    await with_a_name(me, None)
    again = await me.post(path, json=told)
    nameless = await alert(me, urge["id"], supporter_id)
    unknown = await alert(me, urge["id"], str(uuid4()))
    await with_a_name(me, "J.")
    named = await alert(me, urge["id"], supporter_id)

    assert (again.status_code, named.status_code) == (200, 201)
    assert (nameless.status_code, nameless.json()["type"]) == (409, "/problems/name-needed")
    assert "PATCH /v1/me" in (await me.get(nameless.json()["type"])).text
    assert unknown.json()["type"] == "/problems/unknown-reference"
    assert "J. would be glad" in (await mailbox.newest(address, ALERT, count=2)).text


@pytest.mark.parametrize(
    ("made", "minutes_ago", "minutes"), [(0, None, None), (2, 50, None), (3, 50, 10), (4, 1, 59)]
)
def test_the_fourth_within_an_hour_waits(
    made: int, minutes_ago: int | None, minutes: int | None
) -> None:
    first_at = None if minutes_ago is None else NOON - timedelta(minutes=minutes_ago)

    found = wait(made, first_at, NOON)

    assert found == (None if minutes is None else timedelta(minutes=minutes))
