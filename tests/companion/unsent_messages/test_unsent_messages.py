"""Unsent messages over HTTP; what every entry can do is in test_entries.py, words in long texts."""

import pytest
from httpx2 import AsyncClient

from tests.clock import FakeClock
from tests.companion.unsent_messages.writing import GOOD_NIGHT, MESSAGES, a_message, a_person


async def test_a_message_is_kept_as_told(me: AsyncClient) -> None:
    told = {
        "body": "Good night.",
        "is_sealed": False,
        "person_id": await a_person(me),
        "hold_until": "2026-03-12T12:00:00Z",
        "burn_at": "2026-04-10T12:00:00Z",
        "occurred_at": "2026-03-09T23:00:00Z",
        "time_zone": "Asia/Tokyo",
    }

    message = await a_message(me, **told)

    assert message.items() >= told.items()
    assert message["local_date"] == "2026-03-10"
    assert (message["released_as"], message["released_at"]) == (None, None)
    assert (await me.get(f"{MESSAGES}/{message['id']}")).json() == message


@pytest.mark.parametrize(
    ("told", "hold_until"),
    [
        ({}, "2026-03-11T12:00:00Z"),
        ({"occurred_at": "2026-03-09T23:00:00Z"}, "2026-03-10T23:00:00Z"),
        ({"hold_until": "2026-03-10T12:00:00Z"}, "2026-03-10T12:00:00Z"),
    ],
)
async def test_it_is_held_for_a_day_unless_told(
    me: AsyncClient, told: dict[str, str], hold_until: str
) -> None:
    assert (await a_message(me, **told))["hold_until"] == hold_until


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"burn_at": "2026-03-10T12:00:00Z"}, "/burn_at"),
        ({"burn_at": "2026-03-09T12:00:00Z"}, "/burn_at"),
        ({"burn_at": "soon"}, "/burn_at"),
        ({"hold_until": "2026-03-10T11:59:59.999Z"}, "/hold_until"),
        ({"hold_until": "2026-03-11T12:00:00"}, "/hold_until"),
        ({"person_id": "00000000-0000-4000-8000-000000000000"}, "/person_id"),
        ({"person_id": "Alex\0"}, "/person_id"),
        ({"released_as": "burned"}, "/released_as"),
    ],
)
async def test_what_does_not_fit_is_named(
    me: AsyncClient, change: dict[str, str], pointer: str
) -> None:
    message = await a_message(me)

    answers = [
        await me.post(MESSAGES, json=GOOD_NIGHT | change),
        await me.patch(f"{MESSAGES}/{message['id']}", json=change),
    ]

    for answer in answers:
        assert answer.status_code == 422
        assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]
    assert (await me.get(MESSAGES)).json()["items"] == [message]


async def test_a_moment_can_not_move_behind_its_hold(me: AsyncClient) -> None:
    held = {"occurred_at": "2026-03-08T12:00:00Z", "hold_until": "2026-03-09T12:00:00Z"}
    url = f"{MESSAGES}/{(await a_message(me, **held))['id']}"

    alone = await me.patch(url, json={"occurred_at": "2026-03-10T12:00:00Z"})
    both = {"occurred_at": "2026-03-10T12:00:00Z", "hold_until": "2026-03-11T12:00:00Z"}

    assert alone.json()["errors"][0]["pointer"] == "/hold_until"
    assert (await me.patch(url, json=both)).json().items() >= both.items()


async def test_absent_fields_stay_and_null_clears(me: AsyncClient) -> None:
    message = await a_message(me, person_id=await a_person(me), burn_at="2026-04-10T12:00:00Z")
    change = {"person_id": None, "burn_at": None}
    url = f"{MESSAGES}/{message['id']}"

    assert (await me.patch(url, json={"hold_until": None})).status_code == 422
    changed = (await me.patch(url, json=change)).json()

    assert changed == message | change | {"revision": changed["revision"]}


async def test_a_list_may_be_to_one_person(me: AsyncClient) -> None:
    alex, sam = await a_person(me), await a_person(me)
    for person in (alex, sam, None):
        await a_message(me, person_id=person, body=f"To {person}.")
    await a_message(me, person_id=sam, occurred_at="2026-03-08T12:00:00Z")
    query = {"person_id": sam, "from": "2026-03-09"}

    found = (await me.get(MESSAGES, params=query)).json()["items"]

    assert [message["body"] for message in found] == [f"To {sam}."]


async def test_a_message_outlives_its_person(me: AsyncClient) -> None:
    person = await a_person(me)
    message = await a_message(me, person_id=person)

    await me.delete(f"/v1/people/{person}")
    found = (await me.get(f"{MESSAGES}/{message['id']}")).json()

    assert (found["body"], found["person_id"]) == ("Good night.", None)
    assert found["revision"] > message["revision"]


async def test_a_create_that_comes_again_is_not_too_late(me: AsyncClient, clock: FakeClock) -> None:
    told = {"id": "0199e4a2-7c31-7000-8000-00000000000a", "burn_at": "2026-03-10T13:00:00Z"}
    message = await a_message(me, **told)
    await me.put(f"{MESSAGES}/{message['id']}/release", json={"released_as": "kept"})

    clock.pass_by(days=2)
    again = await me.post(MESSAGES, json=GOOD_NIGHT | told)
    other = await me.post(MESSAGES, json=GOOD_NIGHT | told | {"body": "Good morning."})

    assert (again.status_code, again.json()["released_as"]) == (200, "kept")
    assert other.json()["type"] == "/problems/id-taken"
