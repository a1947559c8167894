"""Encounters over HTTP: what is kept, when they were, and what doesn't fit."""

from typing import Any
from uuid import uuid4

import pytest
from httpx2 import AsyncClient

from tests.clock import FakeClock

Body = dict[str, Any]
YESTERDAY = "2026-03-09T19:00:00Z"
TOMORROW = "2026-03-11T19:00:00Z"


async def made(me: AsyncClient, **body: object) -> Body:
    answer = await me.post("/v1/encounters", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_an_encounter_is_kept_as_told(me: AsyncClient, person_id: str) -> None:
    told = {
        "person_id": person_id,
        "planned_for": YESTERDAY,
        "occurred_at": "2026-03-09T19:30:00Z",
        "time_zone": "Asia/Tokyo",
        "intention": "Listen more than I talk.",
        "mood_before": -1,
        "mood_after": 0.25,
        "fun": 10,
        "present": 0,
        "happened": True,
        "note": "Rain.",
    }

    encounter = await made(me, **told)

    assert encounter.items() >= told.items()
    assert encounter["local_date"] == "2026-03-10"
    assert (await me.get(f"/v1/encounters/{encounter['id']}")).json() == encounter
    assert (await me.get("/v1/encounters")).json()["items"] == [encounter]


@pytest.mark.parametrize(
    ("told", "happened", "occurred_at"),
    [
        ({}, True, "2026-03-10T12:00:00Z"),
        ({"planned_for": TOMORROW}, False, "2026-03-10T12:00:00Z"),
        ({"planned_for": "2026-03-10T12:00:00.001Z"}, False, "2026-03-10T12:00:00Z"),
        ({"planned_for": "2026-03-10T12:00:00Z"}, True, "2026-03-10T12:00:00Z"),
        ({"planned_for": YESTERDAY}, True, YESTERDAY),
        ({"planned_for": YESTERDAY, "occurred_at": "2026-03-09T20:00:00Z"}, True, None),
        ({"planned_for": YESTERDAY, "happened": False}, False, "2026-03-10T12:00:00Z"),
        ({"happened": False}, False, "2026-03-10T12:00:00Z"),
        (
            {"planned_for": "2026-03-10T12:05:00Z", "happened": True},
            True,
            "2026-03-10T12:05:00Z",
        ),
    ],
)
async def test_it_has_happened_unless_it_is_planned_for_later(
    me: AsyncClient,
    person_id: str,
    told: Body,
    happened: bool,  # noqa: FBT001
    occurred_at: str | None,
) -> None:
    encounter = await made(me, person_id=person_id, **told)

    assert encounter["happened"] is happened
    assert encounter["occurred_at"] == (occurred_at or told["occurred_at"])


async def test_a_plan_that_has_happened_moves_to_when_it_was_planned_for(
    me: AsyncClient, person_id: str, clock: FakeClock
) -> None:
    plans = [await made(me, person_id=person_id, planned_for=TOMORROW) for _ in range(2)]
    clock.pass_by(days=3)

    urls = [f"/v1/encounters/{plan['id']}" for plan in plans]
    moved = await me.patch(urls[0], json={"happened": True, "fun": 6})
    told = await me.patch(
        urls[1], json={"happened": True, "occurred_at": "2026-03-12T03:59:00+01:00"}
    )

    assert (moved.json()["occurred_at"], moved.json()["local_date"]) == (TOMORROW, "2026-03-11")
    assert told.json()["occurred_at"] == "2026-03-12T02:59:00Z"
    assert told.json()["local_date"] == "2026-03-11"


async def test_what_is_planned_for_later_cannot_have_happened(
    me: AsyncClient, person_id: str
) -> None:
    had = await made(me, person_id=person_id)
    plan = await made(me, person_id=person_id, planned_for=TOMORROW)
    just_ahead = "2026-03-10T12:05:00.001Z"
    ahead = {"person_id": person_id, "planned_for": just_ahead, "happened": True}

    refused = [
        await me.post("/v1/encounters", json=ahead),
        await me.patch(f"/v1/encounters/{had['id']}", json={"planned_for": TOMORROW}),
        await me.patch(f"/v1/encounters/{plan['id']}", json={"happened": True}),
    ]
    earlier = {"happened": True, "planned_for": None}
    met = await me.patch(f"/v1/encounters/{plan['id']}", json=earlier)

    assert [answer.status_code for answer in refused] == [422, 422, 422]
    assert {answer.json()["errors"][0]["pointer"] for answer in refused} == {"/happened"}
    assert met.json()["occurred_at"] == plan["occurred_at"]
    assert len((await me.get("/v1/encounters")).json()["items"]) == 2
    assert (await me.get(f"/v1/encounters/{had['id']}")).json() == had


@pytest.mark.parametrize(
    "change",
    [
        {"mood_before": 1.01},
        {"mood_after": -1.01},
        {"fun": 11},
        {"present": -1},
        {"present": 2.5},
        {"happened": "perhaps"},
        {"planned_for": "2026-03-11T19:00:00"},
        {"intention": "x" * 2001},
        {"note": "x" * 2001},
        {"person_id": "Sam"},
        {"person_id": str(uuid4())},
        {"occurred_at": "2026-03-10T12:05:00.001Z"},
        {"baseline": None},
        {"local_date": "2026-03-09"},
    ],
)
async def test_what_does_not_fit_is_named_and_nothing_is_kept(
    me: AsyncClient, person_id: str, change: Body
) -> None:
    encounter = await made(me, person_id=person_id)

    answers = [
        await me.post("/v1/encounters", json={"person_id": person_id} | change),
        await me.patch(f"/v1/encounters/{encounter['id']}", json={"fun": 1} | change),
    ]

    for answer in answers:
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"][0]["pointer"] == f"/{next(iter(change))}"
    assert (await me.get("/v1/encounters")).json()["items"] == [encounter]


async def test_a_person_is_needed(me: AsyncClient) -> None:
    answer = await me.post("/v1/encounters", json={"fun": 3})

    assert answer.json()["errors"][0]["pointer"] == "/person_id"


async def test_an_encounter_is_with_somebody_of_ones_own(
    somebody_else: AsyncClient, person_id: str
) -> None:
    stolen = await somebody_else.post("/v1/encounters", json={"person_id": person_id})

    assert (stolen.status_code, stolen.json()["type"]) == (422, "/problems/unknown-reference")


async def test_absent_fields_stay_and_null_clears(me: AsyncClient, person_id: str) -> None:
    told = {"planned_for": YESTERDAY, "intention": "i", "mood_before": 0.5, "fun": 4, "note": "n"}
    encounter = await made(me, person_id=person_id, **told)
    change = {"planned_for": None, "intention": None, "mood_before": None, "note": None}

    changed = (await me.patch(f"/v1/encounters/{encounter['id']}", json=change)).json()

    assert changed == encounter | change | {"revision": encounter["revision"] + 1}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["c", "b", "a"]),
        ({"happened": "true"}, ["b", "a"]),
        ({"happened": "false"}, ["c"]),
        ({"to": "2026-03-08"}, ["a"]),
        ({"from": "2026-03-09", "happened": "true"}, ["b"]),
        ({"person_id": str(uuid4())}, []),
    ],
)
async def test_a_list_may_be_of_some(
    me: AsyncClient, person_id: str, query: dict[str, str], found: list[str]
) -> None:
    await made(me, person_id=person_id, note="a", occurred_at="2026-03-08T12:00:00Z")
    await made(me, person_id=person_id, note="b", occurred_at="2026-03-09T12:00:00Z")
    await made(me, person_id=person_id, note="c", planned_for=TOMORROW)

    for asked in (query, {"person_id": person_id} | query):
        items = (await me.get("/v1/encounters", params=asked)).json()["items"]
        assert [each["note"] for each in items] == found


async def test_encounters_go_with_their_person(me: AsyncClient, person_id: str) -> None:
    encounter = await made(me, person_id=person_id)

    await me.delete(f"/v1/people/{person_id}")

    assert (await me.get(f"/v1/encounters/{encounter['id']}")).status_code == 404


async def test_sending_a_create_again_creates_nothing_twice(
    me: AsyncClient, person_id: str, clock: FakeClock
) -> None:
    told = {"person_id": person_id, "planned_for": TOMORROW, "id": str(uuid4())}

    first = await me.post("/v1/encounters", json=told)
    clock.pass_by(days=2)
    again = await me.post("/v1/encounters", json=told)
    other = await me.post("/v1/encounters", json=told | {"fun": 1})
    await me.delete(f"/v1/encounters/{told['id']}")
    gone = await me.post("/v1/encounters", json=told)

    assert [answer.status_code for answer in (first, again, other, gone)] == [201, 200, 409, 410]
    assert again.json() == first.json()


async def test_a_change_can_be_bound_to_a_version(me: AsyncClient, person_id: str) -> None:
    encounter = await made(me, person_id=person_id)
    url = f"/v1/encounters/{encounter['id']}"
    as_first = {"if-match": f'"r{encounter["revision"]}"'}

    in_time = await me.patch(url, json={"fun": 1}, headers=as_first)
    too_late = await me.patch(url, json={"fun": 2}, headers=as_first)
    not_deleted = await me.delete(url, headers=as_first)

    assert in_time.headers["etag"] == f'"r{in_time.json()["revision"]}"'
    assert (too_late.status_code, not_deleted.status_code) == (412, 412)
    assert (await me.get(url)).json() == in_time.json()


async def test_a_new_check_in_is_seen_beside_an_old_encounter(
    me: AsyncClient, person_id: str
) -> None:
    """The tag is of everything of the user's, so the baseline is never stale."""
    encounter = await made(me, person_id=person_id)
    url = f"/v1/encounters/{encounter['id']}"
    tag = {"if-none-match": (await me.get(url)).headers["etag"]}
    assert (await me.get(url, headers=tag)).status_code == 304

    mood = {"kind": "dailyMood", "valence": 0.5, "occurred_at": YESTERDAY}
    await me.post("/v1/moods", json=mood)

    assert (await me.get(url, headers=tag)).json()["baseline"]["n"] == 1


@pytest.mark.parametrize("field", ["mood_before", "mood_after"])
async def test_zero_has_no_sign(me: AsyncClient, person_id: str, field: str) -> None:
    body = f'{{"person_id": "{person_id}", "{field}": -0.0}}'.encode()
    kind = {"content-type": "application/json"}

    answer = await me.post("/v1/encounters", content=body, headers=kind)

    assert f'"{field}":0.0,' in answer.text
