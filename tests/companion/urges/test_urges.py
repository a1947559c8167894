"""Urges over HTTP: told, resolved, put right; the answer's toolkit is in test_toolkit.py."""

from typing import Any, get_args
from uuid import uuid4

import pytest
from httpx2 import AsyncClient

from app.companion.urges.schemas import UrgeCreate, UrgeUpdate
from app.companion.urges.vocabulary import Outcome, Trigger, WantsTo
from tests.clock import FakeClock
from tests.companion.urges.told import URL, WALK, a_contact, a_person, an_urge, resolve

ANSWER = {"toolkit", "space_windows"}


async def test_an_urge_is_kept_as_told_and_held_for_twenty_minutes(me: AsyncClient) -> None:
    told = {
        "person_id": await a_person(me),
        "wants_to": "meet",
        "triggers": ["song", "late_night"],
        "intensity": 10,
        "pretext": "The blue umbrella.",
        "occurred_at": "2026-03-09T23:50:00Z",
        "time_zone": "Asia/Tokyo",
    }

    urge = await an_urge(me, **told)

    assert urge.items() >= told.items()
    assert urge["hold_until"] == "2026-03-10T00:10:00Z"
    assert urge["local_date"] == "2026-03-10"
    open_fields = ("technique_id", "intensity_after", "outcome", "resolved_at", "contact_event_id")
    assert [urge[name] for name in open_fields] == [None] * 5
    record = (await me.get(f"{URL}/{urge['id']}")).json()
    assert record == {name: value for name, value in urge.items() if name not in ANSWER}
    assert (await me.get(URL)).json()["items"] == [record]


async def test_every_word_of_the_vocabularies_is_taken(me: AsyncClient) -> None:
    for wish in get_args(WantsTo):
        urge = await an_urge(me, wants_to=wish, triggers=list(get_args(Trigger)) * 1)
        assert urge["triggers"] == list(get_args(Trigger))
        for outcome in get_args(Outcome):
            assert (await resolve(me, urge, outcome=outcome))["outcome"] == outcome


async def test_sending_an_urge_again_creates_nothing_twice_and_answers_with_a_toolkit(
    me: AsyncClient, clock: FakeClock
) -> None:
    told = {"id": str(uuid4()), "wants_to": "reply", "intensity": 4}

    first = await me.post(URL, json=told)
    clock.pass_by(minutes=5)
    again = await me.post(URL, json=told)
    other = await me.post(URL, json=told | {"intensity": 5})

    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert again.json() == first.json()


async def test_an_outcome_ends_it_now_and_clearing_it_opens_it_again(
    me: AsyncClient, clock: FakeClock
) -> None:
    urge = await an_urge(me)
    clock.pass_by(minutes=7)

    ended = await resolve(me, urge, technique_id=WALK, intensity_after=3, outcome="resisted")
    clock.pass_by(minutes=7)
    corrected = await resolve(me, urge, outcome="passed")
    opened = await resolve(me, urge, outcome=None)

    assert (ended["resolved_at"], ended["outcome"]) == ("2026-03-10T12:07:00Z", "resisted")
    assert (ended["technique_id"], ended["intensity_after"]) == (WALK, 3)
    assert (corrected["resolved_at"], corrected["outcome"]) == (ended["resolved_at"], "passed")
    assert (opened["resolved_at"], opened["outcome"], opened["technique_id"]) == (None, None, WALK)


async def test_an_urge_of_a_phone_whose_clock_is_ahead_can_end_at_once(me: AsyncClient) -> None:
    urge = await an_urge(me, occurred_at="2026-03-10T12:04:00Z")

    assert (await resolve(me, urge, outcome="passed"))["resolved_at"] == urge["occurred_at"]


async def test_a_moved_urge_moves_its_hold_and_its_date(me: AsyncClient) -> None:
    urge = await an_urge(me)

    moved = await resolve(me, urge, occurred_at="2026-03-10T02:30:00Z")

    assert (moved["hold_until"], moved["local_date"]) == ("2026-03-10T02:50:00Z", "2026-03-09")


@pytest.mark.parametrize(
    ("before", "change", "pointer"),
    [
        ({}, {"resolved_at": "2026-03-10T12:00:00Z"}, "/resolved_at"),
        ({}, {"outcome": "passed", "resolved_at": None}, "/resolved_at"),
        ({}, {"outcome": "passed", "resolved_at": "2026-03-10T11:59:59Z"}, "/resolved_at"),
        ({}, {"outcome": "passed", "resolved_at": "2026-03-10T12:05:01Z"}, "/resolved_at"),
        ({"outcome": "passed"}, {"resolved_at": None}, "/resolved_at"),
        ({"outcome": "passed"}, {"occurred_at": "2026-03-10T12:01:00Z"}, "/occurred_at"),
        ({}, {"outcome": "gave_in"}, "/outcome"),
        ({}, {"intensity": None}, "/intensity"),
        ({}, {"intensity_after": 11}, "/intensity_after"),
        ({}, {"triggers": ["rain"]}, "/triggers/0"),
        ({}, {"hold_until": "2026-03-10T12:00:00Z"}, "/hold_until"),
        ({}, {"technique_id": str(uuid4())}, "/technique_id"),
        ({}, {"person_id": str(uuid4())}, "/person_id"),
        ({}, {"outcome": "slipped", "contact_event_id": str(uuid4())}, "/contact_event_id"),
    ],
)
async def test_what_does_not_fit_is_named_and_nothing_is_half_written(
    me: AsyncClient, before: dict[str, Any], change: dict[str, Any], pointer: str
) -> None:
    urge = await an_urge(me)
    before = await resolve(me, urge, **before)

    answer = await me.patch(f"{URL}/{urge['id']}", json={"pretext": "x"} | change)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert (await me.get(f"{URL}/{urge['id']}")).json() == before


async def test_a_slip_carries_its_contact_and_nothing_else_does(me: AsyncClient) -> None:
    urge = await an_urge(me)
    contact = await a_contact(me, urge_id=urge["id"])
    assert contact["urge_id"] == urge["id"]
    link = {"contact_event_id": contact["id"]}

    refused = await me.patch(f"{URL}/{urge['id']}", json={"outcome": "resisted"} | link)
    slipped = await resolve(me, urge, outcome="slipped", **link)
    corrected = await me.patch(f"{URL}/{urge['id']}", json={"outcome": "passed"})

    assert refused.json()["errors"][0]["pointer"] == "/contact_event_id"
    assert slipped["contact_event_id"] == contact["id"]
    assert corrected.json()["errors"][0]["pointer"] == "/outcome"
    done = await resolve(me, urge, outcome="passed", contact_event_id=None)
    assert (done["outcome"], done["contact_event_id"]) == ("passed", None)


async def test_a_technique_is_built_in_or_ones_own_and_may_be_deleted_later(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    body = {"title": "Ferns", "steps": ["Water them."]}
    theirs = (await somebody_else.post("/v1/techniques", json=body)).json()["id"]
    mine = (await me.post("/v1/techniques", json=body)).json()["id"]
    urge = await an_urge(me)

    refused = await me.patch(f"{URL}/{urge['id']}", json={"technique_id": theirs})
    await resolve(me, urge, technique_id=mine)
    await me.delete(f"/v1/techniques/{mine}")

    assert refused.json()["type"] == "/problems/unknown-reference"
    assert (await resolve(me, urge, technique_id=mine, intensity_after=1))["technique_id"] == mine


async def test_what_an_urge_and_a_contact_say_of_each_other_goes_with_either(
    me: AsyncClient,
) -> None:
    urge = await an_urge(me)
    contact = await a_contact(me, urge_id=urge["id"])
    await resolve(me, urge, outcome="slipped", contact_event_id=contact["id"])
    other = await a_contact(me, urge_id=urge["id"])

    await me.delete(f"/v1/contact-events/{contact['id']}")
    assert (await me.get(f"{URL}/{urge['id']}")).json()["contact_event_id"] is None
    await me.delete(f"{URL}/{urge['id']}")

    left = (await me.get(f"/v1/contact-events/{other['id']}")).json()
    assert left == other | {
        name: left[name] for name in ("urge_id", "revision", "updated_at", "effects")
    }
    assert left["urge_id"] is None
    assert (await me.get(f"{URL}/{urge['id']}")).status_code == 404


async def test_a_person_goes_with_the_contact_and_the_urge_stays_about_nobody(
    me: AsyncClient,
) -> None:
    person_id = await a_person(me)
    urge = await an_urge(me, person_id=person_id)
    contact = await a_contact(me, urge_id=urge["id"], person_id=person_id)
    await resolve(me, urge, outcome="slipped", contact_event_id=contact["id"])

    assert (await me.delete(f"/v1/people/{person_id}")).status_code == 204

    left = (await me.get(f"{URL}/{urge['id']}")).json()
    assert (left["person_id"], left["contact_event_id"]) == (None, None)
    assert left["outcome"] == "slipped"


async def test_a_contact_may_get_and_lose_its_urge(me: AsyncClient) -> None:
    urge, contact = await an_urge(me), await a_contact(me)
    url = f"/v1/contact-events/{contact['id']}"

    for urge_id in (urge["id"], None):
        changed = await me.patch(url, json={"urge_id": urge_id})
        assert changed.json()["urge_id"] == urge_id
        assert (await me.get(url)).json()["urge_id"] == urge_id
    for answer in (
        await me.patch(url, json={"urge_id": str(uuid4())}),
        await me.post("/v1/contact-events", json={"kind": "posted", "urge_id": str(uuid4())}),
    ):
        assert answer.json()["errors"][0]["pointer"] == "/urge_id"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["c", "b", "a"]),
        ({"outcome": "passed"}, ["b"]),
        ({"outcome": "slipped"}, []),
        ({"from": "2026-03-09", "to": "2026-03-09"}, ["b"]),
        ({"person_id": "Alex"}, ["c"]),
    ],
)
async def test_a_list_may_be_of_a_time_a_person_or_an_outcome(
    me: AsyncClient, query: dict[str, str], found: list[str]
) -> None:
    person_id = await a_person(me)
    await an_urge(me, pretext="a", occurred_at="2026-03-08T12:00:00Z")
    second = await an_urge(me, pretext="b", occurred_at="2026-03-09T12:00:00Z")
    await an_urge(me, pretext="c", person_id=person_id)
    await resolve(me, second, outcome="passed")

    params = {name: person_id if name == "person_id" else value for name, value in query.items()}
    items = (await me.get(URL, params=params)).json()["items"]

    assert [urge["pretext"] for urge in items] == found


async def test_examples_work(me: AsyncClient) -> None:
    for body in UrgeCreate.model_json_schema()["examples"]:
        urge = await an_urge(me, **body)
        for change in UrgeUpdate.model_json_schema()["examples"]:
            await resolve(me, urge, **change)
