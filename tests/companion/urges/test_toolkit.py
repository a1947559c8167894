"""What an urge is answered with: techniques by what has helped, and promised space."""

from collections.abc import Mapping
from datetime import date, time
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import insert

from app.companion.space_windows.models import SpaceWindow
from app.core.ids import new_id
from app.core.tables import table_of
from tests.clock import NOON
from tests.companion.urges.told import (
    BREATHING,
    COLOURING,
    MEDITATION,
    MUSIC,
    URL,
    WALK,
    Body,
    a_person,
    an_urge,
    resolve,
    tried,
)
from tests.signing_up import SignedIn, a_guest

Times = Mapping[str, object]
OPEN: Times = {"weekdays": ["tuesday"], "from_time": time(9), "to_time": time(17), "until": None}
"""NOON is on a Tuesday, 13:00 in Berlin."""


def offers(urge: Body) -> list[tuple[str, str]]:
    return [(each["technique_id"], each["because"]) for each in urge["toolkit"]]


async def a_technique(me: AsyncClient) -> str:
    body = {"title": "Ferns", "steps": ["Apron.", "Water."], "duration_seconds": 60}
    return str((await me.post("/v1/techniques", json=body)).json()["id"])


async def a_window(
    guest: SignedIn, person_id: str, label: str, times: Times, **changes: object
) -> str:
    """Put a window into its table, as the feature that owns it does."""
    window_id, state = new_id(), guest.app.state
    cipher = await state.vault.cipher_of(guest.user_id)
    sealed = cipher.seal(label, table="space_windows", column="label", row_id=window_id)
    stamp = {"revision": 1, "recorded_at": NOON, "updated_at": NOON, "source": "first_party"}
    stamp |= {"created_revision": 1, "body_digest": b""}
    row = {**times, **changes, **stamp, "label": sealed}
    ids = {"user_id": guest.user_id, "id": window_id, "person_id": UUID(person_id)}
    async with state.database.lease() as db:
        await db.begin(guest.user_id)
        await db.execute(insert(table_of(SpaceWindow)).values(row | ids))
    return str(window_id)


async def test_the_first_urge_is_answered_with_the_first_three(me: AsyncClient) -> None:
    urge = await an_urge(me)

    untried = "you have not tried this yet"
    assert offers(urge) == [(each, untried) for each in (BREATHING, MEDITATION, COLOURING)]
    first = urge["toolkit"][0]
    assert first.items() >= {"kind": "breathing", "duration_seconds": 120}.items()
    assert (first["title"], len(first["steps"])) == ("Breathe out slowly", 6)
    assert (first["tried"], first["helped"]) == (0, 0)
    assert urge["space_windows"] == []


async def test_what_has_helped_comes_first_and_says_so(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    for helped in (True, True, False, True, True):
        await tried(me, MUSIC, helped=helped)
    await tried(me, WALK, helped=True)
    await tried(me, BREATHING, helped=False)
    await tried(me, BREATHING, helped=False)

    urge = await an_urge(me)

    assert offers(urge) == [
        (MUSIC, "helped you 4 of 5 times"),
        (WALK, "helped you the one time you tried it"),
        (MEDITATION, "you have not tried this yet"),
    ]
    assert (urge["toolkit"][0]["tried"], urge["toolkit"][0]["helped"]) == (5, 4)
    assert offers(await an_urge(somebody_else))[0][0] == BREATHING


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({"outcome": "resisted", "intensity_after": 6}, (1, 1)),
        ({"outcome": "passed", "intensity_after": 0}, (1, 1)),
        ({"outcome": "passed", "intensity_after": 7}, (1, 0)),
        ({"outcome": "passed"}, (1, 0)),
        ({"outcome": "slipped", "intensity_after": 0}, (1, 0)),
        ({"intensity_after": 0}, (0, 0)),
    ],
)
async def test_helped_is_resisted_or_passed_and_weaker_than_before(
    me: AsyncClient, changes: Body, counted: tuple[int, int]
) -> None:
    await resolve(me, await an_urge(me, intensity=7), technique_id=MUSIC, **changes)

    pack = (await me.get(f"{URL}/toolkit")).json()

    music = next(each for each in pack["techniques"] if each["technique_id"] == MUSIC)
    assert (music["tried"], music["helped"]) == counted


async def test_ones_own_come_before_the_built_in_ones_of_the_same_rate(me: AsyncClient) -> None:
    mine = await a_technique(me)

    first = (await an_urge(me))["toolkit"][0]

    assert (first["technique_id"], first["title"]) == (mine, "Ferns")
    assert first["steps"] == ["Apron.", "Water."]
    await me.delete(f"/v1/techniques/{mine}")
    assert offers(await an_urge(me))[0][0] == BREATHING


async def test_the_answer_is_in_the_users_language(me: AsyncClient) -> None:
    await tried(me, MUSIC, helped=True)
    await tried(me, MUSIC, helped=True)
    body = {"wants_to": "check", "intensity": 3}

    asked = (await me.post(URL, json=body, headers={"accept-language": "de"})).json()
    await me.patch("/v1/me", json={"locale": "de-CH"})

    assert asked["toolkit"][0]["because"] == "hat dir 2 von 2 Mal geholfen"
    assert asked["toolkit"] == (await an_urge(me))["toolkit"]


async def test_the_pack_has_everything_in_the_order_of_the_rule(me: AsyncClient) -> None:
    mine = await a_technique(me)
    await tried(me, MUSIC, helped=True)
    await tried(me, BREATHING, helped=False)

    pack = (await me.get(f"{URL}/toolkit")).json()
    urge = await an_urge(me)

    order = [each["technique_id"] for each in pack["techniques"]]
    assert (order[:3], order[-1], len(order)) == ([MUSIC, mine, MEDITATION], BREATHING, 13)
    assert pack["hold_seconds"] == 1200
    assert pack["offered_ids"] == [each["technique_id"] for each in urge["toolkit"]]
    assert pack["techniques"][:2] == urge["toolkit"][:2]


async def test_the_pack_is_taken_anew_only_when_something_has_changed(me: AsyncClient) -> None:
    first = await me.get(f"{URL}/toolkit")
    condition = {"if-none-match": first.headers["etag"]}

    assert (await me.get(f"{URL}/toolkit", headers=condition)).status_code == 304
    german = await me.get(f"{URL}/toolkit", headers=condition | {"accept-language": "de"})
    assert german.json()["techniques"][0]["title"] == "Langsam ausatmen"
    await tried(me, MUSIC, helped=True)
    assert (await me.get(f"{URL}/toolkit", headers=condition)).status_code == 200


@pytest.mark.parametrize(
    ("times", "told", "is_said"),
    [
        ({}, {}, True),
        ({"weekdays": ["monday"]}, {}, False),
        ({"until": date(2026, 3, 10)}, {}, True),
        ({"until": date(2026, 3, 9)}, {}, False),
        ({"to_time": time(13)}, {}, False),
        ({}, {"time_zone": "Asia/Tokyo"}, False),
        ({"from_time": time(21), "to_time": time(3)}, {"time_zone": "Asia/Tokyo"}, True),
        ({"from_time": time(22), "to_time": time(4)}, {"occurred_at": "2026-03-10T02:00Z"}, False),
        ({"from_time": time(22), "to_time": time(4)}, {"occurred_at": "2026-03-04T02:00Z"}, True),
    ],
)
async def test_a_promise_of_space_that_is_running_is_told(
    app: FastAPI, times: Times, told: Body, *, is_said: bool
) -> None:
    guest = await a_guest(app)
    person_id, other_id = await a_person(guest.client), await a_person(guest.client)
    window_id = await a_window(guest, person_id, "Night shift", OPEN, **times)
    await a_window(guest, other_id, "Somebody else's", OPEN, **times)

    urge = await an_urge(guest.client, person_id=person_id, **told)

    said = [{"space_window_id": window_id, "label": "Night shift"}]
    assert urge["space_windows"] == (said if is_said else [])
    assert (await an_urge(guest.client, **told))["space_windows"] == []
    await guest.client.aclose()


async def test_an_unknown_person_is_refused_and_no_urge_is_kept(me: AsyncClient) -> None:
    body = {"wants_to": "check", "intensity": 3, "person_id": str(uuid4())}

    answer = await me.post(URL, json=body)

    assert answer.json()["errors"][0]["pointer"] == "/person_id"
    assert (await me.get(URL)).json()["items"] == []
