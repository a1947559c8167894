from uuid import uuid4

import pytest
from httpx2 import AsyncClient

from tests.clock import FakeClock
from tests.companion.streaks.lives import (
    Json,
    a_contact,
    a_streak,
    at,
    segments,
    standing_at,
    streak_now,
)

june = standing_at("2026-06-11T12:00")


def ending_of(streak: Json) -> str:
    return f"/v1/streaks/{streak['id']}/ending"


@june
async def test_a_finished_streak_stands_still(me: AsyncClient, clock: FakeClock) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    await a_contact(me, "2026-06-05T12:00")
    answer = await me.put(ending_of(streak), json={"outcome": "let_go"})
    ended = answer.json()
    assert ended["ending"] == {"ended_at": "2026-06-11T10:00:00Z", "outcome": "let_go"}
    assert (ended["status"], ended["current"]["days"], ended["days_tried"]) == ("finished", 6, 11)
    assert answer.headers["etag"] == f'"r{ended["revision"]}"'
    clock.pass_by(days=5)
    await a_contact(me, "2026-06-12T12:00")
    found = await streak_now(me, streak)
    assert found == ended | {"as_of": found["as_of"]}
    assert (await segments(me, streak))[0]["ended_at"] == "2026-06-11T10:00:00Z"


@june
async def test_an_ending_sent_again_keeps_its_moment(me: AsyncClient, clock: FakeClock) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    first = (await me.put(ending_of(streak), json={"outcome": "other"})).json()
    clock.pass_by(days=1)
    again = (await me.put(ending_of(streak), json={"outcome": "reconciled"})).json()
    assert again["ending"] == first["ending"] | {"outcome": "reconciled"}


@june
async def test_a_corrected_ending_is_dated_by_the_first_ones_day_start(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    await me.put(ending_of(streak), json={"outcome": "other"})
    await me.patch("/v1/me", json={"day_starts_at": "00:00", "time_zone": "Asia/Tokyo"})
    body = {"outcome": "other", "ended_at": at("2026-06-09T03:30").isoformat()}
    found = (await me.put(ending_of(streak), json=body)).json()
    assert (found["journey_days"], found["ending"]["ended_at"]) == (7, "2026-06-09T01:30:00Z")
    moved = (await me.put(ending_of(streak), json=body | {"time_zone": "Asia/Tokyo"})).json()
    assert moved["journey_days"] == 8


@june
async def test_an_early_ending_leaves_later_breaks_out(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    await a_contact(me, "2026-06-05T12:00")
    await a_contact(me, "2026-06-08T12:00")
    body = {"outcome": "let_go", "ended_at": at("2026-06-08T12:00").isoformat()}
    found = (await me.put(ending_of(streak), json=body)).json()
    assert (found["slip_count"], found["current"]["days"]) == (1, 3)
    assert [each["days"] for each in await segments(me, streak)] == [3, 4]


@june
async def test_a_reopened_streak_has_run_on_all_the_time(me: AsyncClient, clock: FakeClock) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    await me.put(ending_of(streak), json={"outcome": "let_go"})
    clock.pass_by(days=5)
    await a_contact(me, "2026-06-14T12:00")
    assert (await me.delete(ending_of(streak))).status_code == 204
    found = await streak_now(me, streak)
    assert (found["status"], found["ending"], found["slip_count"]) == ("active", None, 1)
    assert (found["longest"]["days"], found["current"]["days"]) == (13, 2)


@june
async def test_an_ending_makes_room_for_another_streak(me: AsyncClient) -> None:
    streak = await a_streak(me)
    await me.put(ending_of(streak), json={"outcome": "let_go"})
    await a_streak(me)
    answer = await me.delete(ending_of(streak))
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/streak-runs-already")
    assert (await streak_now(me, streak))["status"] == "finished"
    moved = await me.patch(f"/v1/streaks/{streak['id']}", json={"label": None})
    assert moved.status_code == 200


@june
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"outcome": "let_go", "ended_at": "2026-06-01T11:59:59+02:00"}, "/ended_at"),
        ({"outcome": "let_go", "ended_at": "2026-06-11T12:05:01+02:00"}, "/ended_at"),
        ({"outcome": "won"}, "/outcome"),
        ({}, "/outcome"),
    ],
)
async def test_an_ending_that_does_not_fit_is_refused(
    me: AsyncClient, body: Json, pointer: str
) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    answer = await me.put(ending_of(streak), json=body)
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


@june
async def test_a_start_can_not_move_behind_the_ending(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    body = {"outcome": "let_go", "ended_at": at("2026-06-08T12:00").isoformat()}
    await me.put(ending_of(streak), json=body)
    late = {"started_at": at("2026-06-08T12:00:01").isoformat()}
    answer = await me.patch(f"/v1/streaks/{streak['id']}", json=late)
    assert [each["pointer"] for each in answer.json()["errors"]] == ["/started_at"]


@june
async def test_versions_guard_endings(me: AsyncClient) -> None:
    streak, old = await a_streak(me), {"if-match": '"r1"'}
    for answer in (
        await me.put(ending_of(streak), json={"outcome": "other"}, headers=old),
        await me.delete(ending_of(streak), headers=old),
    ):
        assert answer.status_code == 412


@june
async def test_without_a_streak_there_is_nothing_to_end(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    theirs = await a_streak(somebody_else)
    for streak in ({"id": uuid4()}, theirs):
        answer = await me.put(ending_of(streak), json={"outcome": "other"})
        assert answer.json()["type"] == "/problems/streak-not-found"
        assert (await me.delete(ending_of(streak))).status_code == 204
    assert (await streak_now(somebody_else, theirs))["status"] == "active"
