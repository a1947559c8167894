"""Activity logs over HTTP; what every entry can do is in test_entries.py, one folder up."""

from typing import Any, get_args
from uuid import uuid4

import pytest
from httpx2 import AsyncClient

from app.companion.activities.vocabulary import Company, MindfulnessType

PATH = "/v1/activity-logs"
RUN = {"area": "body"}
COMPANY = ["alone", "friends", "family", "person", "new_people"]
HEALTH_CONNECTS_TYPES = [
    *("unknown", "meditation", "other", "breathing", "music", "movement", "unguided"),
]


async def an_activity(me: AsyncClient, area: str = "craft") -> str:
    answer = await me.post("/v1/activities", json={"title": "Pottery", "area": area})
    return str(answer.json()["id"])


def test_the_words_are_those_of_the_contract() -> None:
    assert list(get_args(MindfulnessType)) == HEALTH_CONNECTS_TYPES
    assert list(get_args(Company)) == COMPANY


async def test_a_log_is_kept_as_told(me: AsyncClient) -> None:
    told = {
        "activity_id": await an_activity(me),
        "title": "Second evening",
        "area": "spirit",
        "occurred_at": "2026-03-09T20:00:00Z",
        "time_zone": "Asia/Tokyo",
        "duration_seconds": 5400,
        "amount": 2.5,
        "unit": "B\u00f6gen",
        "company": ["new_people", "alone"],
        "enjoyment": 10,
        "first_time": True,
        "mindfulness_type": "other",
        "note": "Clay everywhere.",
    }

    created = await me.post(PATH, json=told)

    assert created.status_code == 201
    assert created.json().items() >= told.items()
    assert (await me.get(f"{PATH}/{created.json()['id']}")).json() == created.json()
    assert (await me.get(PATH)).json()["items"] == [created.json()]


async def test_every_word_of_the_vocabularies_is_taken(me: AsyncClient) -> None:
    for kind in HEALTH_CONNECTS_TYPES:
        body = RUN | {"company": COMPANY, "mindfulness_type": kind}
        assert (await me.post(PATH, json=body)).json().items() >= body.items()


async def test_company_named_twice_is_kept_once(me: AsyncClient) -> None:
    body = RUN | {"company": ["friends", "family", "friends"]}

    assert (await me.post(PATH, json=body)).json()["company"] == ["friends", "family"]


@pytest.mark.parametrize(
    "change",
    [
        {"area": "love"},
        {"title": ""},
        {"title": "x" * 201},
        {"duration_seconds": -1},
        {"duration_seconds": 366 * 86400 + 1},
        {"duration_seconds": 1.5},
        {"amount": -0.1},
        {"amount": 1e13},
        {"unit": ""},
        {"unit": "x" * 41},
        {"company": ["nobody"]},
        {"company": None},
        {"enjoyment": 11},
        {"enjoyment": -1},
        {"first_time": None},
        {"mindfulness_type": "colouring"},
        {"note": "x" * 2001},
        {"goal_id": str(uuid4())},
        {"local_date": "2026-03-09"},
    ],
)
async def test_what_does_not_fit_is_named(me: AsyncClient, change: dict[str, Any]) -> None:
    log = (await me.post(PATH, json=RUN)).json()

    answers = [
        await me.post(PATH, json=RUN | change),
        await me.patch(f"{PATH}/{log['id']}", json=change),
    ]

    for answer in answers:
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"][0]["pointer"].split("/")[1] == next(iter(change))


@pytest.mark.parametrize(
    "most",
    [
        {"duration_seconds": 0, "amount": 0.0, "enjoyment": 0},
        {"duration_seconds": 366 * 86400, "amount": 1e12, "enjoyment": 10},
    ],
)
async def test_figures_are_taken_up_to_their_ends(me: AsyncClient, most: dict[str, Any]) -> None:
    assert (await me.post(PATH, json=RUN | most)).json().items() >= most.items()


async def test_the_area_is_the_activitys_unless_told(me: AsyncClient) -> None:
    activity_id = await an_activity(me, "craft")

    silent = (await me.post(PATH, json={"activity_id": activity_id})).json()
    told = (await me.post(PATH, json={"activity_id": activity_id, "area": "home"})).json()
    moved = await me.patch(
        f"{PATH}/{silent['id']}", json={"activity_id": await an_activity(me, "mind")}
    )

    assert (silent["area"], told["area"], moved.json()["area"]) == ("craft", "home", "craft")


@pytest.mark.parametrize("nothing", [{}, {"area": None}, {"activity_id": None}])
async def test_without_an_activity_the_area_is_needed(
    me: AsyncClient, nothing: dict[str, None]
) -> None:
    answer = await me.post(PATH, json=nothing)

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid")
    assert [each["pointer"] for each in answer.json()["errors"]] == ["/area"]


async def test_an_activity_must_be_your_own(me: AsyncClient, somebody_else: AsyncClient) -> None:
    log = (await me.post(PATH, json=RUN)).json()

    for activity_id in (await an_activity(somebody_else), str(uuid4())):
        answers = [
            await me.post(PATH, json={"activity_id": activity_id}),
            await me.post(PATH, json=RUN | {"activity_id": activity_id}),
            await me.patch(f"{PATH}/{log['id']}", json={"activity_id": activity_id}),
        ]
        for answer in answers:
            assert answer.status_code == 422
            assert answer.json()["type"] == "/problems/unknown-reference"
            assert [each["pointer"] for each in answer.json()["errors"]] == ["/activity_id"]
    assert (await me.get(PATH)).json()["items"] == [log]


async def test_a_log_outlives_its_activity_and_its_create_can_still_be_repeated(
    me: AsyncClient,
) -> None:
    activity_id = await an_activity(me)
    body = {"id": str(uuid4()), "activity_id": activity_id, "note": "n"}
    log = (await me.post(PATH, json=body)).json()

    await me.delete(f"/v1/activities/{activity_id}")
    left = await me.get(f"{PATH}/{log['id']}")
    again = await me.post(PATH, json=body)
    other = await me.post(PATH, json=body | {"note": "m"})

    assert (left.json()["activity_id"], left.json()["area"]) == (None, "craft")
    assert left.json()["revision"] > log["revision"]
    assert (again.status_code, again.json()) == (200, left.json())
    assert (other.status_code, other.json()["type"]) == (409, "/problems/id-taken")


async def test_absent_fields_stay_and_null_clears(me: AsyncClient) -> None:
    activity_id = await an_activity(me)
    full = {"activity_id": activity_id, "title": "t", "amount": 3, "unit": "km", "enjoyment": 5}
    log = (await me.post(PATH, json=RUN | full)).json()
    change: dict[str, Any] = {
        "activity_id": None,
        "title": None,
        "unit": None,
        "enjoyment": 6,
        "company": [],
    }

    changed = (await me.patch(f"{PATH}/{log['id']}", json=change)).json()

    assert changed == log | change | {"revision": log["revision"] + 1}


async def test_a_list_may_be_of_one_activity(me: AsyncClient) -> None:
    one, other = await an_activity(me), await an_activity(me)
    for activity_id, note in ((one, "a"), (other, "b"), (one, "c"), (None, "d")):
        minute = f"2026-03-09T12:0{'abcd'.index(note)}:00Z"
        body = RUN | {"activity_id": activity_id, "note": note, "occurred_at": minute}
        await me.post(PATH, json=body)

    async def notes(**query: str) -> list[str]:
        return [log["note"] for log in (await me.get(PATH, params=query)).json()["items"]]

    assert await notes(activity_id=one) == ["c", "a"]
    assert await notes(activity_id=one, to="2026-03-08") == []
    assert await notes(activity_id=str(uuid4())) == []
    assert await notes() == ["d", "c", "b", "a"]
