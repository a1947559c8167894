"""Excused days and pauses, over HTTP; NOON is Tuesday, 2026-03-10 in Berlin."""

from uuid import uuid4

import pytest
from httpx2 import AsyncClient

from tests.clock import FakeClock
from tests.companion.goals.doing import (
    KM,
    Json,
    a_goal,
    a_log,
    change,
    created,
    figures,
    read,
    runs,
)


async def a_run(me: AsyncClient, *days: str, **fields: object) -> Json:
    goal = await a_goal(me, **fields)
    for day in days:
        await a_log(me, day, goal_id=goal["id"])
    return goal


def path(goal: Json, *rest: str) -> str:
    return "/".join(("/v1/goals", goal["id"], *rest))


async def excuse(me: AsyncClient, goal: Json, *days: str) -> list[int]:
    return [(await me.put(path(goal, "excused-days", day))).status_code for day in days]


async def test_an_excused_day_neither_breaks_a_run_nor_lengthens_it(me: AsyncClient) -> None:
    goal = await a_run(me, "2026-03-06", "2026-03-08", "2026-03-09")

    assert await runs(me, goal) == [0, 2, 2]
    assert await excuse(me, goal, "2026-03-07", "2026-03-07") == [204, 204]
    assert await runs(me, goal) == [0, 3, 3]
    assert await excuse(me, goal, "2026-03-08") == [204]
    assert await runs(me, goal) == [0, 2, 2]
    for _ in range(2):
        answer = await me.delete(path(goal, "excused-days", "2026-03-07"))
        assert answer.status_code == 204
    assert await runs(me, goal) == [0, 1, 1]
    assert await excuse(me, goal, "2026-03-07") == [204]
    assert await runs(me, goal) == [0, 2, 2]


async def test_excused_days_are_listed_the_latest_first(me: AsyncClient) -> None:
    goal = await a_goal(me)
    days = ["2026-03-07", "2027-01-01", "2026-03-09"]
    await excuse(me, goal, *days)

    page = await read(me, path(goal, "excused-days"), limit=2)
    rest = await read(me, path(goal, "excused-days"), cursor=page["next_cursor"])

    found = [each["date"] for each in page["items"] + rest["items"]]
    assert found == sorted(days, reverse=True)
    assert {each["goal_id"] for each in page["items"]} == {goal["id"]}
    assert (await read(me, path(await a_goal(me), "excused-days")))["items"] == []


async def test_excusing_minds_the_goals_version(me: AsyncClient) -> None:
    goal = await a_run(me, "2026-03-09")
    url, old = path(goal, "excused-days", "2026-03-10"), {"if-match": f'"r{goal["revision"]}"'}

    refused = [await me.put(url, headers=old), await me.delete(url, headers=old)]
    version = (await read(me, path(goal)))["revision"]
    taken = await me.put(url, headers={"if-match": f'"r{version}"'})

    assert [answer.status_code for answer in refused] == [412, 412]
    assert taken.status_code == 204


@pytest.mark.parametrize("day", ["2026-02-30", "today", "1899-12-31", "2200-01-01"])
async def test_an_excused_day_is_a_date(me: AsyncClient, day: str) -> None:
    goal = await a_goal(me)

    assert await excuse(me, goal, day) == [422]


async def test_a_week_is_skipped_only_when_every_day_of_it_rests(me: AsyncClient) -> None:
    weekly = {"cadence": {"times": 1, "per": "week"}}
    goal = await a_run(me, "2026-02-20", "2026-03-09", starts_on="2026-02-01", **weekly)
    week = [f"2026-02-{day}" for day in range(23, 29)]

    await created(me, path(goal, "pauses"), {"from_on": "2026-03-01", "until_on": "2026-03-08"})
    await excuse(me, goal, *week[:-1])
    assert await runs(me, goal) == [1, 1, 1]
    await excuse(me, goal, week[-1])
    assert await runs(me, goal) == [1, 2, 2]


async def test_a_month_is_skipped_when_every_day_of_it_rests(me: AsyncClient) -> None:
    monthly = {"cadence": {"times": 1, "per": "month"}}
    goal = await a_run(me, "2026-01-31", "2026-03-01", starts_on="2026-01-01", **monthly)

    body = {"from_on": "2026-02-01", "until_on": "2026-02-27"}
    pause = await created(me, path(goal, "pauses"), body)
    assert await runs(me, goal) == [1, 1, 1]
    await change(me, path(goal, "pauses", pause["id"]), until_on="2026-02-28")
    assert await runs(me, goal) == [1, 2, 2]


async def test_an_open_pause_keeps_a_run_for_as_long_as_it_lasts(
    me: AsyncClient, clock: FakeClock
) -> None:
    goal = await a_run(me, "2026-03-09", "2026-03-10")
    clock.pass_by(days=1)

    pause = await created(me, path(goal, "pauses"), {})
    assert (pause["from_on"], pause["until_on"]) == ("2026-03-11", None)
    clock.pass_by(days=30)
    assert await runs(me, goal) == [0, 2, 2]
    await change(me, path(goal, "pauses", pause["id"]), until_on="2026-04-09")
    assert await runs(me, goal) == [0, 2, 2]
    clock.pass_by(days=1)
    assert await runs(me, goal) == [0, 0, 2]


async def test_pauses_are_moved_and_deleted_as_if_they_had_never_been(me: AsyncClient) -> None:
    goal = await a_run(me, "2026-03-05", "2026-03-09")
    body = {"from_on": "2026-03-06", "until_on": "2026-03-08"}
    pause = await created(me, path(goal, "pauses"), body)
    url = path(goal, "pauses", pause["id"])

    assert await runs(me, goal) == [0, 2, 2]
    moved = await change(me, url, from_on="2026-03-07")
    assert moved == pause | {"from_on": "2026-03-07", "revision": pause["revision"] + 1}
    assert await runs(me, goal) == [0, 1, 1]
    await change(me, url, from_on="2026-03-06")
    assert await runs(me, goal) == [0, 2, 2]
    assert [(await me.delete(url)).status_code for _ in range(2)] == [204, 204]
    assert await runs(me, goal) == [0, 1, 1]


async def test_no_date_is_paused_twice(me: AsyncClient) -> None:
    goal = await a_goal(me)
    url = path(goal, "pauses")
    first = await created(me, url, {"from_on": "2026-03-06", "until_on": "2026-03-08"})
    later = await created(me, url, {"from_on": "2026-03-09"})

    answers = [
        await me.post(url, json={"from_on": "2026-03-01", "until_on": "2026-03-06"}),
        await me.post(url, json={"from_on": "2026-04-01"}),
        await me.patch(f"{url}/{first['id']}", json={"until_on": "2026-03-09"}),
        await me.patch(f"{url}/{first['id']}", json={"until_on": None}),
    ]

    for answer in answers:
        assert (answer.status_code, answer.json()["type"]) == (
            409,
            "/problems/goal-pause-overlaps",
        )
    assert (await read(me, url))["items"] == [later, first]


async def test_a_pause_does_not_end_before_it_begins(me: AsyncClient) -> None:
    goal = await a_goal(me)
    url = path(goal, "pauses")
    pause = await created(me, url, {"until_on": "2026-03-10"})

    answers = [
        await me.post(url, json={"until_on": "2026-03-09"}),
        await me.patch(f"{url}/{pause['id']}", json={"from_on": "2026-03-11"}),
    ]

    for answer in answers:
        assert answer.status_code == 422
        assert [each["pointer"] for each in answer.json()["errors"]] == ["/until_on"]


async def test_a_pause_is_its_goals_own(me: AsyncClient) -> None:
    goal, other = await a_goal(me), await a_goal(me)
    body = {"id": str(uuid4()), "from_on": "2026-03-01", "until_on": "2026-03-02"}
    pause = await created(me, path(goal, "pauses"), body)

    again = await me.post(path(goal, "pauses"), json=body)
    elsewhere = await me.post(path(other, "pauses"), json=body)
    changed = await me.patch(path(other, "pauses", pause["id"]), json={})
    deleted = await me.delete(path(other, "pauses", pause["id"]))
    old = await me.patch(path(goal, "pauses", pause["id"]), json={}, headers={"if-match": '"r1"'})

    assert (again.status_code, again.json()) == (200, pause)
    assert elsewhere.json()["type"] == "/problems/id-taken"
    assert changed.json()["type"] == "/problems/goal-pause-not-found"
    assert (deleted.status_code, old.status_code) == (204, 412)
    assert (await read(me, path(goal, "pauses")))["items"] == [pause]


async def test_a_target_does_not_rest(me: AsyncClient) -> None:
    goal = await a_goal(me, **KM)
    await excuse(me, goal, "2026-03-09")
    await created(me, path(goal, "pauses"), {"from_on": "2026-03-01"})
    await a_log(me, "2026-03-09", goal_id=goal["id"], amount=4, unit="km")

    assert await figures(me, goal, "total", "current_run") == [4.0, None]
