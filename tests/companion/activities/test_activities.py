"""Activities over HTTP: what to do some day, with whomever it was once meant."""

from typing import Any, get_args
from uuid import uuid4

import pytest
from httpx2 import AsyncClient

from app.companion.activities.vocabulary import Area, Status
from tests.clock import FakeClock

LAKE = {"title": "See the salt lake", "area": "adventure"}
ALEX = {"nickname": "Alex", "relation": "ex_partner", "phase": "apart"}
AREAS = [
    *("friends", "family", "body", "mind", "adventure", "craft", "work", "home", "money"),
    *("spirit", "other"),
]


def test_the_words_are_those_of_the_contract() -> None:
    assert list(get_args(Area)) == AREAS
    assert get_args(Status) == ("idea", "planned", "done")


async def test_an_activity_is_kept_as_told(me: AsyncClient) -> None:
    person = (await me.post("/v1/people", json=ALEX)).json()
    told = LAKE | {
        "status": "planned",
        "planned_on": "2026-04-02",
        "meant_with_person_id": person["id"],
    }

    created = await me.post("/v1/activities", json=told)

    assert created.status_code == 201
    assert created.json().items() >= told.items()
    assert (await me.get(f"/v1/activities/{created.json()['id']}")).json() == created.json()
    assert (await me.get("/v1/activities")).json()["items"] == [created.json()]


@pytest.mark.parametrize("area", AREAS)
async def test_every_area_and_status_is_taken(me: AsyncClient, area: str) -> None:
    for status in get_args(Status):
        body = LAKE | {"area": area, "status": status}
        assert (await me.post("/v1/activities", json=body)).json().items() >= body.items()


async def test_what_is_not_said_is_an_idea_for_some_day(me: AsyncClient) -> None:
    activity = (await me.post("/v1/activities", json=LAKE)).json()

    rest = {"status": "idea", "planned_on": None, "meant_with_person_id": None}
    assert activity.items() >= rest.items()


@pytest.mark.parametrize(
    "change",
    [
        {"title": " "},
        {"title": None},
        {"title": "x" * 201},
        {"area": "love"},
        {"area": None},
        {"status": "dropped"},
        {"status": None},
        {"planned_on": "soon"},
        {"meant_with_person_id": "Alex"},
        {"goal": 1},
    ],
)
async def test_what_does_not_fit_is_named(me: AsyncClient, change: dict[str, Any]) -> None:
    activity = (await me.post("/v1/activities", json=LAKE)).json()

    answers = [
        await me.post("/v1/activities", json=LAKE | change),
        await me.patch(f"/v1/activities/{activity['id']}", json=change),
    ]

    for answer in answers:
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == f"/{next(iter(change))}"


async def test_it_can_be_meant_with_your_own_people_only(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    theirs = (await somebody_else.post("/v1/people", json=ALEX)).json()["id"]
    activity = (await me.post("/v1/activities", json=LAKE)).json()

    for person_id in (theirs, str(uuid4())):
        change = {"meant_with_person_id": person_id}
        answers = [
            await me.post("/v1/activities", json=LAKE | change),
            await me.patch(f"/v1/activities/{activity['id']}", json=change),
        ]
        for answer in answers:
            assert (answer.status_code, answer.json()["type"]) == (
                422,
                "/problems/unknown-reference",
            )
            assert [each["pointer"] for each in answer.json()["errors"]] == [
                "/meant_with_person_id"
            ]
    assert (await me.get("/v1/activities")).json()["items"] == [activity]


async def test_an_activity_outlives_the_person_it_was_meant_with(me: AsyncClient) -> None:
    person = (await me.post("/v1/people", json=ALEX)).json()
    meant = LAKE | {"meant_with_person_id": person["id"]}
    activity = (await me.post("/v1/activities", json=meant)).json()

    await me.delete(f"/v1/people/{person['id']}")
    left = (await me.get(f"/v1/activities/{activity['id']}")).json()

    assert left["meant_with_person_id"] is None
    assert left["title"] == LAKE["title"]
    assert left["revision"] > activity["revision"]


async def test_absent_fields_stay_and_null_clears(me: AsyncClient) -> None:
    told = LAKE | {"status": "planned", "planned_on": "2026-04-02"}
    activity = (await me.post("/v1/activities", json=told)).json()
    change = {"status": "idea", "planned_on": None}

    changed = (await me.patch(f"/v1/activities/{activity['id']}", json=change)).json()

    assert changed == activity | change | {"revision": activity["revision"] + 1}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["d", "c", "b", "a"]),
        ({"status": "idea"}, ["d", "a"]),
        ({"area": "body"}, ["c", "b", "a"]),
        ({"status": "done", "area": "body"}, ["c"]),
        ({"status": "done", "area": "mind"}, []),
    ],
)
async def test_a_list_may_be_of_one_status_or_area(
    me: AsyncClient, clock: FakeClock, query: dict[str, str], found: list[str]
) -> None:
    for title, area, status in (
        ("a", "body", "idea"),
        ("b", "body", "planned"),
        ("c", "body", "done"),
        ("d", "mind", "idea"),
    ):
        clock.pass_by(seconds=1)
        body = {"title": title, "area": area, "status": status}
        await me.post("/v1/activities", json=body)

    items = (await me.get("/v1/activities", params=query)).json()["items"]
    first = (await me.get("/v1/activities", params=query | {"limit": "1"})).json()

    assert [activity["title"] for activity in items] == found
    assert first["items"] == items[:1]
    assert (first["next_cursor"] is None) == (len(found) <= 1)


async def test_creates_are_safe_to_repeat_and_changes_bound_to_versions(me: AsyncClient) -> None:
    told = LAKE | {"id": str(uuid4())}
    url = f"/v1/activities/{told['id']}"

    first, again = [await me.post("/v1/activities", json=told) for _ in range(2)]
    as_first = {"if-match": first.headers["etag"]}
    changes = [await me.patch(url, json={"status": "done"}, headers=as_first) for _ in range(2)]
    deletes = [await me.delete(url, headers=as_first), await me.delete(url), await me.delete(url)]
    late = await me.post("/v1/activities", json=told)

    assert [answer.status_code for answer in (first, again)] == [201, 200]
    assert [answer.status_code for answer in changes] == [200, 412]
    assert [answer.status_code for answer in deletes] == [412, 204, 204]
    assert late.status_code == 410
    assert (await me.get(url)).json()["type"] == "/problems/activity-not-found"
