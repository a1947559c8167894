"""Which logs count for which goals, over HTTP; NOON is Tuesday, 2026-03-10 in Berlin."""

from uuid import uuid4

import pytest
from httpx2 import AsyncClient

from tests.clock import FakeClock
from tests.companion.goals.doing import (
    DAILY,
    KM,
    MONTHLY,
    WEEKLY,
    Json,
    a_goal,
    a_log,
    an_activity,
    change,
    created,
    figures,
    read,
    runs,
)

LOGS, GOALS = "/v1/activity-logs", "/v1/goals"
TEN_KM = {"amount": 10, "unit": "km"}


async def test_a_log_counts_for_the_goal_it_names_else_for_those_of_its_activity(
    me: AsyncClient,
) -> None:
    activity_id = await an_activity(me)
    one, other = [await a_goal(me, activity_id=activity_id, **WEEKLY) for _ in range(2)]
    named = await a_goal(me, **WEEKLY)

    await a_log(me, "2026-03-09", activity_id=activity_id)
    await a_log(me, "2026-03-09", activity_id=activity_id, goal_id=named["id"])
    await a_log(me, "2026-03-09", goal_id=one["id"])
    await a_log(me, "2026-03-09")

    assert [(await figures(me, goal, "done"))[0] for goal in (one, other, named)] == [2, 1, 1]


async def test_what_was_logged_before_counts_from_the_first_period_on(me: AsyncClient) -> None:
    activity_id = await an_activity(me)
    for day in ("2026-02-28", "2026-03-01", "2026-03-03", "2026-03-09"):
        await a_log(me, day, activity_id=activity_id, amount=1.5, unit="km")

    starts = {"activity_id": activity_id, "starts_on": "2026-03-02"}
    once_a_week: Json = {"cadence": {"times": 1, "per": "week"}}
    daily = await a_goal(me, **DAILY, **starts)
    weekly = await a_goal(me, **once_a_week, **starts | {"starts_on": "2026-03-04"})
    monthly = await a_goal(me, **MONTHLY, **starts)
    target = await a_goal(me, **KM, **starts)

    assert await runs(me, daily) == [0, 1, 1]
    assert await runs(me, weekly) == [1, 2, 2]
    assert await runs(me, monthly) == [3, 1, 1]
    assert await figures(me, target, "done", "total") == [2, 3.0]
    for goal in (daily, weekly, monthly, target):
        assert goal["progress"] == (await read(me, f"{GOALS}/{goal['id']}"))["progress"]


async def test_a_run_grows_with_each_period_met_and_breaks_with_one_that_is_not(
    me: AsyncClient, clock: FakeClock
) -> None:
    goal = await a_goal(me)
    for day in ("04", "05", "06", "08", "09"):
        await a_log(me, f"2026-03-{day}", goal_id=goal["id"])

    assert await runs(me, goal) == [0, 2, 3]
    await a_log(me, "2026-03-07", goal_id=goal["id"])
    assert await runs(me, goal) == [0, 6, 6]
    await a_log(me, "2026-03-10", goal_id=goal["id"])
    assert await runs(me, goal) == [1, 7, 7]
    clock.pass_by(days=1)
    assert await runs(me, goal) == [0, 7, 7]
    clock.pass_by(days=1)
    assert await runs(me, goal) == [0, 0, 7]


async def test_a_period_is_met_when_it_was_done_often_enough(me: AsyncClient) -> None:
    goal = await a_goal(me, **WEEKLY)
    for day in ("03", "04", "09"):
        await a_log(me, f"2026-03-{day}", goal_id=goal["id"])

    assert await figures(me, goal, "done", "met", "current_run") == [1, False, 1]
    await a_log(me, "2026-03-09", goal_id=goal["id"])
    assert await figures(me, goal, "done", "met", "current_run") == [2, True, 2]


async def test_a_log_leaves_the_periods_about_its_own_alone(me: AsyncClient) -> None:
    goal = await a_goal(me, starts_on="2026-01-01", **MONTHLY)
    for day in ("2026-01-01", "2026-01-31", "2026-03-01"):
        await a_log(me, day, goal_id=goal["id"])

    assert await runs(me, goal) == [1, 0, 1]


async def test_a_changed_log_counts_where_it_is_now(me: AsyncClient) -> None:
    activity_id = await an_activity(me)
    goal, named = await a_goal(me, activity_id=activity_id), await a_goal(me)
    log = await a_log(me, "2026-03-10", activity_id=activity_id)
    url = f"{LOGS}/{log['id']}"

    async def done() -> list[list[int]]:
        return [await runs(me, each) for each in (goal, named)]

    assert await done() == [[1, 1, 1], [0, 0, 0]]
    await change(me, url, goal_id=named["id"])
    assert await done() == [[0, 0, 0], [1, 1, 1]]
    await change(me, url, occurred_at="2026-03-09T12:00:00+01:00")
    assert await done() == [[0, 0, 0], [0, 1, 1]]
    await change(me, url, goal_id=None)
    assert await done() == [[0, 1, 1], [0, 0, 0]]
    await change(me, url, time_zone="Pacific/Pago_Pago")
    assert await done() == [[0, 0, 1], [0, 0, 0]]
    await change(me, url, activity_id=None, note="n")
    assert await done() == [[0, 0, 0], [0, 0, 0]]
    await change(me, url, activity_id=activity_id)
    await me.delete(url)
    await me.delete(url)
    assert await done() == [[0, 0, 0], [0, 0, 0]]


async def test_the_same_log_sent_twice_counts_once(me: AsyncClient) -> None:
    goal = await a_goal(me)
    body = {"id": str(uuid4()), "area": "body", "goal_id": goal["id"]}

    answers = [(await me.post(LOGS, json=body)).status_code for _ in range(2)]

    assert answers == [201, 200]
    assert await runs(me, goal) == [1, 1, 1]


async def test_a_log_sent_again_leaves_goals_alone_wherever_it_counts_by_now(
    me: AsyncClient,
) -> None:
    activity_id = await an_activity(me)
    goal = await a_goal(me, activity_id=activity_id, **KM)
    body = {"id": str(uuid4()), "activity_id": activity_id, **TEN_KM}
    first = await created(me, LOGS, body)
    moved = await change(me, f"{LOGS}/{first['id']}", occurred_at="2026-03-09T12:00:00Z")
    before = await read(me, f"{GOALS}/{goal['id']}")

    again = await me.post(LOGS, json=body)

    assert (again.status_code, again.json()) == (200, moved)
    assert (first["area"], before["progress"]["total"]) == ("body", 10.0)
    assert await read(me, f"{GOALS}/{goal['id']}") == before
    await me.delete(f"/v1/activities/{activity_id}")
    assert (await me.post(LOGS, json=body)).json()["area"] == "body"
    await me.delete(f"{LOGS}/{first['id']}")
    assert (await me.post(LOGS, json=body)).status_code == 410
    assert await figures(me, goal, "done", "total") == [0, 0.0]


async def test_a_goal_of_a_log_must_be_your_own(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    theirs = await a_goal(somebody_else)
    log = await a_log(me, "2026-03-10")

    for goal_id in (theirs["id"], str(uuid4())):
        for answer in (
            await me.post(LOGS, json={"area": "body", "goal_id": goal_id}),
            await me.patch(f"{LOGS}/{log['id']}", json={"goal_id": goal_id}),
        ):
            assert answer.json()["type"] == "/problems/unknown-reference"
            assert [each["pointer"] for each in answer.json()["errors"]] == ["/goal_id"]
    assert await runs(somebody_else, theirs) == [0, 0, 0]


async def test_amounts_count_in_the_targets_own_unit_however_it_is_written(
    me: AsyncClient,
) -> None:
    goal = await a_goal(me, target={"amount": 0.5, "unit": " Kilómetros "})
    for amount, unit in ((0.1, "kilómetros"), (0.2, "KILO\u0301METROS"), (5, "miles")):
        await a_log(me, "2026-03-09", goal_id=goal["id"], amount=amount, unit=unit)
    await a_log(me, "2026-03-09", goal_id=goal["id"], amount=7)
    await a_log(me, "2026-03-09", goal_id=goal["id"], unit="kilómetros")
    await a_log(me, "2026-02-28", goal_id=goal["id"], amount=9, unit="kilómetros")

    names = ("done", "met", "total", "target_ratio")
    assert await figures(me, goal, *names) == [2, False, 0.3, 0.6]
    log = await a_log(me, "2026-03-01", goal_id=goal["id"], amount=2, unit="m")
    await change(me, f"{LOGS}/{log['id']}", amount=0.2, unit="kilómetros")
    assert await figures(me, goal, *names) == [3, True, 0.5, 1.0]
    await change(me, f"{GOALS}/{goal['id']}", target={"unit": "miles", "amount": 2})
    assert await figures(me, goal, *names) == [1, True, 5.0, 2.5]
    await change(me, f"{LOGS}/{log['id']}", unit=None)
    assert await figures(me, goal, *names) == [1, True, 5.0, 2.5]


async def test_a_changed_goal_counts_as_if_it_had_always_been_so(me: AsyncClient) -> None:
    one, other = await an_activity(me), await an_activity(me)
    goal = await a_goal(me, activity_id=one)
    url = f"{GOALS}/{goal['id']}"
    for day, activity_id in (("03", one), ("04", one), ("09", one), ("08", other)):
        body = {"activity_id": activity_id, **TEN_KM}
        await a_log(me, f"2026-03-{day}", **body)

    assert await runs(me, goal) == [0, 1, 2]
    await change(me, url, cadence={"per": "week"})
    assert await runs(me, goal) == [1, 2, 2]
    await change(me, url, cadence={"times": 2})
    assert await runs(me, goal) == [1, 1, 1]
    await change(me, url, starts_on="2026-03-09", cadence={"times": 1})
    assert await runs(me, goal) == [1, 1, 1]
    await change(me, url, cadence=None, target={"amount": 5, "unit": "KM"})
    assert await figures(me, goal, "total", "target_ratio") == [10.0, 2.0]
    await change(me, url, starts_on="2026-03-04")
    assert await figures(me, goal, "total", "done") == [20.0, 2]
    await change(me, url, activity_id=other)
    assert await figures(me, goal, "total", "done") == [10.0, 1]
    await change(me, url, activity_id=None)
    assert await figures(me, goal, "total", "done") == [0.0, 0]


async def test_a_deleted_activity_leaves_the_logs_that_name_the_goal(me: AsyncClient) -> None:
    activity_id = await an_activity(me)
    goal = await a_goal(me, activity_id=activity_id)
    await a_log(me, "2026-03-09")
    await a_log(me, "2026-03-09", activity_id=activity_id)
    await a_log(me, "2026-03-10", activity_id=activity_id, goal_id=goal["id"])

    await me.delete(f"/v1/activities/{activity_id}")

    assert await runs(me, goal) == [1, 1, 1]
    assert (await read(me, f"{GOALS}/{goal['id']}"))["activity_id"] is None


async def test_logs_outlive_their_goal_and_count_for_their_activity_again(
    me: AsyncClient,
) -> None:
    activity_id = await an_activity(me)
    goal = await a_goal(me, activity_id=activity_id)
    named = await a_goal(me)
    log = await a_log(me, "2026-03-10", activity_id=activity_id, goal_id=named["id"])
    await me.put(f"{GOALS}/{named['id']}/excused-days/2026-03-09")
    await created(me, f"{GOALS}/{named['id']}/pauses", {})

    assert await runs(me, goal) == [0, 0, 0]
    assert (await me.delete(f"{GOALS}/{named['id']}")).status_code == 204

    assert await runs(me, goal) == [1, 1, 1]
    assert (await read(me, f"{LOGS}/{log['id']}"))["goal_id"] is None


@pytest.mark.parametrize(("first", "expected"), [("monday", [1, 2, 2]), ("sunday", [2, 1, 1])])
async def test_weeks_start_when_the_user_says(
    me: AsyncClient, first: str, expected: list[int]
) -> None:
    """The eighth was a Sunday."""
    await change(me, "/v1/me", week_starts_on=first)
    goal = await a_goal(me, cadence={"times": 1, "per": "week"})
    for day in ("2026-03-08", "2026-03-09"):
        await a_log(me, day, goal_id=goal["id"])

    assert await runs(me, goal) == expected
    other = {"monday": "sunday", "sunday": "monday"}[first]
    await change(me, "/v1/me", week_starts_on=other)
    assert await runs(me, goal) == [3 - number for number in expected]
    await change(me, "/v1/me", week_starts_on=first)
    assert await runs(me, goal) == expected


async def test_a_goal_without_logs_moves_to_the_users_weeks_too(me: AsyncClient) -> None:
    goal = await a_goal(me, **WEEKLY)

    await change(me, "/v1/me", week_starts_on="sunday")

    assert await figures(me, goal, "period_start", "period_end") == ["2026-03-08", "2026-03-14"]


async def test_a_log_from_a_zone_ahead_moves_the_goals_today_along(me: AsyncClient) -> None:
    goal = await a_goal(me)
    await a_log(me, "2026-03-10", goal_id=goal["id"])

    ahead = {"occurred_at": "2026-03-10T11:59:00Z", "time_zone": "Pacific/Kiritimati"}
    assert (await a_log(me, "2026-03-10", goal_id=goal["id"], **ahead))["local_date"][-2:] == "10"
    late = {"time_zone": "Pacific/Kiritimati", "area": "body", "goal_id": goal["id"]}
    await me.patch("/v1/me", json={"day_starts_at": "00:00"})
    assert (await created(me, LOGS, late))["local_date"] == "2026-03-11"

    assert await figures(me, goal, "period_start", "done", "current_run") == ["2026-03-11", 1, 2]


async def test_a_goals_record_is_stamped_when_its_figures_change(me: AsyncClient) -> None:
    goal = await a_goal(me)
    log = await a_log(me, "2026-03-10", goal_id=goal["id"])

    counted = await read(me, f"{GOALS}/{goal['id']}")

    assert counted["revision"] == log["revision"] > goal["revision"]
