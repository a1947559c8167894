"""Goals as records, over HTTP; NOON is Tuesday, 2026-03-10 in Berlin."""

from typing import Any, get_args
from uuid import uuid4

import pytest
from httpx2 import AsyncClient

from app.companion.activities import vocabulary as activities
from app.companion.goals import vocabulary as goals
from tests.clock import FakeClock
from tests.companion.goals.doing import (
    DAILY,
    KM,
    MONTHLY,
    WEEKLY,
    Json,
    a_goal,
    an_activity,
    change,
    created,
    figures,
    read,
)

PATH = "/v1/goals"
RUN: Json = {"title": "Run", "area": "body"}


def test_areas_are_those_of_activities() -> None:
    assert get_args(goals.Area) == get_args(activities.Area)


async def test_a_goal_is_kept_as_told(me: AsyncClient) -> None:
    told = {
        "title": "Run",
        "area": "spirit",
        "why": "Für mich.",
        "cadence": {"times": 3, "per": "week"},
        "starts_on": "2026-02-01",
        "activity_id": await an_activity(me),
        "status": "paused",
    }

    goal = await created(me, PATH, told)

    assert goal.items() >= told.items()
    assert goal["target"] is None
    assert await read(me, f"{PATH}/{goal['id']}") == goal
    assert (await read(me, PATH))["items"] == [goal]


async def test_a_goal_is_active_and_starts_today_unless_told(me: AsyncClient) -> None:
    goal = await created(me, PATH, RUN | WEEKLY)

    assert (goal["status"], goal["starts_on"]) == ("active", "2026-03-10")
    assert goal["progress"] == {
        "period_start": "2026-03-09",
        "period_end": "2026-03-15",
        "done": 0,
        "times": 2,
        "met": False,
        "current_run": 0,
        "longest_run": 0,
        "total": None,
        "target_ratio": None,
    }


async def test_a_target_has_figures_of_its_own(me: AsyncClient) -> None:
    target = {"amount": 42.5, "unit": "km", "due_on": "2026-09-30"}
    goal = await created(me, PATH, RUN | {"target": target})

    assert (goal["cadence"], goal["target"]) == (None, target)
    assert goal["progress"] == {
        "period_start": "2026-03-10",
        "period_end": "2026-09-30",
        "done": 0,
        "times": None,
        "met": False,
        "current_run": None,
        "longest_run": None,
        "total": 0.0,
        "target_ratio": 0.0,
    }


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/cadence"),
        (DAILY | KM, "/target"),
        ({"cadence": {"times": 0, "per": "day"}}, "/cadence/times"),
        ({"cadence": {"times": 101, "per": "day"}}, "/cadence/times"),
        ({"cadence": {"times": 1, "per": "year"}}, "/cadence/per"),
        ({"cadence": {"per": "day"}}, "/cadence/times"),
        ({"target": {"amount": 0, "unit": "km"}}, "/target/amount"),
        ({"target": {"amount": 1}}, "/target/unit"),
        ({"target": {"amount": 1, "unit": "x" * 41}}, "/target/unit"),
        ({"target": {"amount": 1, "unit": "km", "due_on": "2026-03-09"}}, "/target/due_on"),
        (DAILY | {"starts_on": "1899-12-31"}, "/starts_on"),
        (DAILY | {"starts_on": "2200-01-01"}, "/starts_on"),
        (DAILY | {"area": "love"}, "/area"),
        (DAILY | {"status": "done"}, "/status"),
        (DAILY | {"title": ""}, "/title"),
        (DAILY | {"title": "x" * 201}, "/title"),
        (DAILY | {"why": "x" * 2001}, "/why"),
        (DAILY | {"progress": {}}, "/progress"),
    ],
)
async def test_what_does_not_fit_is_named(me: AsyncClient, body: Json, pointer: str) -> None:
    answer = await me.post(PATH, json=RUN | body)

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid")
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize("times", [1, 100])
async def test_a_cadence_is_of_one_to_a_hundred_times(me: AsyncClient, times: int) -> None:
    goal = await a_goal(me, cadence={"times": times, "per": "month"})

    assert goal["progress"]["times"] == times


async def test_an_activity_must_be_your_own(me: AsyncClient, somebody_else: AsyncClient) -> None:
    goal = await a_goal(me)

    for activity_id in (await an_activity(somebody_else), str(uuid4())):
        answers = [
            await me.post(PATH, json=RUN | DAILY | {"activity_id": activity_id}),
            await me.patch(f"{PATH}/{goal['id']}", json={"activity_id": activity_id}),
        ]
        for answer in answers:
            assert answer.status_code == 422
            assert answer.json()["type"] == "/problems/unknown-reference"
            assert [each["pointer"] for each in answer.json()["errors"]] == ["/activity_id"]
    assert (await read(me, PATH))["items"] == [goal]


@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        (WEEKLY, {"cadence": {"times": 5}}, {"cadence": {"times": 5, "per": "week"}}),
        (WEEKLY, {"cadence": {"per": "day"}}, {"cadence": {"times": 2, "per": "day"}}),
        (KM, {"target": {"unit": "mi"}}, {"target": {"amount": 10, "unit": "mi", "due_on": None}}),
        (
            {"target": {"amount": 1, "unit": "km", "due_on": "2026-04-01"}},
            {"target": {"amount": 2, "due_on": None}},
            {"target": {"amount": 2, "unit": "km", "due_on": None}},
        ),
        (
            KM,
            {"cadence": {"times": 1, "per": "day"}, "target": None},
            {"cadence": {"times": 1, "per": "day"}, "target": None},
        ),
        (
            WEEKLY,
            {"cadence": None, "target": {"amount": 1, "unit": "km"}},
            {"cadence": None, "target": {"amount": 1, "unit": "km", "due_on": None}},
        ),
        (DAILY, {"why": "x", "status": "dropped"}, {"why": "x", "status": "dropped"}),
        (DAILY, {"why": None, "area": "mind"}, {"why": None, "area": "mind"}),
    ],
)
async def test_changes_are_merged_field_by_field(
    me: AsyncClient, kind: Json, changes: Json, expected: Json
) -> None:
    goal = await a_goal(me, why="w", **kind)

    changed = await change(me, f"{PATH}/{goal['id']}", **changes)

    mine = {"revision": goal["revision"] + 1, "progress": changed["progress"]}
    assert changed == goal | expected | mine
    assert await read(me, f"{PATH}/{goal['id']}") == changed


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"cadence": None}, "/cadence"),
        ({"target": {"amount": 1, "unit": "km"}}, "/target"),
        ({"cadence": None, "target": {"unit": "km"}}, "/target/amount"),
        ({"cadence": None, "target": {"amount": 1}}, "/target/unit"),
        ({"cadence": {"times": 0}}, "/cadence/times"),
        ({"title": None}, "/title"),
        ({"starts_on": None}, "/starts_on"),
        ({"status": None}, "/status"),
    ],
)
async def test_a_change_that_does_not_fit_changes_nothing(
    me: AsyncClient, changes: Json, pointer: str
) -> None:
    goal = await a_goal(me)

    answer = await me.patch(f"{PATH}/{goal['id']}", json=changes)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert await read(me, f"{PATH}/{goal['id']}") == goal


async def test_a_target_is_not_due_before_it_starts(me: AsyncClient) -> None:
    goal = await a_goal(me, target={"amount": 1, "unit": "km", "due_on": "2026-03-01"})

    answer = await me.patch(f"{PATH}/{goal['id']}", json={"starts_on": "2026-03-02"})

    assert answer.json()["errors"][0]["pointer"] == "/target/due_on"


async def test_a_goal_yet_to_start_shows_its_first_period(me: AsyncClient) -> None:
    goal = await a_goal(me, starts_on="2026-05-20", **MONTHLY)

    assert await figures(me, goal, "period_start", "period_end") == ["2026-05-01", "2026-05-31"]


async def test_creates_changes_and_deletes_can_be_repeated(me: AsyncClient) -> None:
    told = RUN | WEEKLY | {"id": str(uuid4()), "activity_id": await an_activity(me)}
    url = f"{PATH}/{told['id']}"

    first, again = [await me.post(PATH, json=told) for _ in range(2)]
    other = await me.post(PATH, json=told | {"title": "Walk"})
    as_first = {"if-match": first.headers["etag"]}
    changes = [await me.patch(url, json={"area": "mind"}, headers=as_first) for _ in range(2)]
    deletes = [await me.delete(url, headers=as_first), await me.delete(url), await me.delete(url)]
    late = await me.post(PATH, json=told)

    assert [answer.status_code for answer in (first, again, other)] == [201, 200, 409]
    assert again.json() == first.json()
    assert [answer.status_code for answer in changes] == [200, 412]
    assert [answer.status_code for answer in deletes] == [412, 204, 204]
    assert late.status_code == 410
    assert (await me.get(url)).json()["type"] == "/problems/goal-not-found"


async def test_a_list_is_paged_newest_first_and_may_be_of_a_status_or_an_area(
    me: AsyncClient, clock: FakeClock
) -> None:
    wanted = [("a", "active", "body"), ("b", "dropped", "body"), ("c", "active", "mind")]
    for title, status, area in wanted:
        clock.pass_by(seconds=1)
        await a_goal(me, title=title, status=status, area=area)

    async def titles(**query: object) -> list[str]:
        return [goal["title"] for goal in (await read(me, PATH, **query))["items"]]

    assert await titles() == ["c", "b", "a"]
    assert await titles(status="active") == ["c", "a"]
    assert await titles(status="active", area="mind") == ["c"]
    page = await read(me, PATH, limit=2)
    assert await titles(limit=2, cursor=page["next_cursor"]) == ["a"]
    assert (await me.get(PATH, params={"status": "done"})).status_code == 422


async def test_the_figures_of_yesterday_are_not_taken_for_todays(
    me: AsyncClient, clock: FakeClock
) -> None:
    goal = await a_goal(me)
    url = f"{PATH}/{goal['id']}"
    first = await me.get(url)
    tag = {"if-none-match": first.headers["etag"]}

    same = await me.get(url, headers=tag)
    clock.pass_by(days=1)
    tomorrow = await me.get(url, headers=tag)

    assert first.headers["etag"].startswith('W/"')
    assert (same.status_code, tomorrow.status_code) == (304, 200)
    assert tomorrow.json()["progress"]["period_start"] == "2026-03-11"


async def test_nobody_else_sees_or_touches_a_goal(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    goal = await a_goal(me)
    url = f"{PATH}/{goal['id']}"

    answers: list[Any] = [
        await somebody_else.get(url),
        await somebody_else.patch(url, json={"area": "mind"}),
        await somebody_else.put(f"{url}/excused-days/2026-03-01"),
        await somebody_else.post(f"{url}/pauses", json={}),
        await somebody_else.get(f"{url}/pauses"),
        await somebody_else.get(f"{url}/excused-days"),
    ]
    gone = [await somebody_else.delete(url + end) for end in ("", "/excused-days/2026-03-01")]

    assert [answer.json()["type"] for answer in answers] == ["/problems/goal-not-found"] * 6
    assert [answer.status_code for answer in gone] == [204, 204]
    assert await read(me, url) == goal
