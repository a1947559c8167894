from uuid import uuid4

import pytest
from httpx2 import AsyncClient

from tests.clock import FakeClock
from tests.companion.streaks.lives import (
    Json,
    a_contact,
    a_streak,
    created,
    read,
    standing_at,
    streak_now,
)

june = standing_at("2026-06-15T12:00")


async def a_paused_streak(me: AsyncClient) -> tuple[Json, Json, str]:
    """Begin on 1 June, slip on the 5th, pause from the 4th to the 7th."""
    streak = await a_streak(me, "2026-06-01T12:00")
    await a_contact(me, "2026-06-05T12:00")
    path = f"/v1/streaks/{streak['id']}/pauses"
    pause = await created(me, path, {"from_on": "2026-06-04", "until_on": "2026-06-07"})
    return streak, pause, path


@june
async def test_a_pause_begins_today_and_stays_open_until_it_is_closed(
    me: AsyncClient, clock: FakeClock
) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    path = f"/v1/streaks/{streak['id']}/pauses"
    pause = await created(me, path, {})
    assert (pause["from_on"], pause["until_on"]) == ("2026-06-15", None)
    assert pause["streak_id"] == streak["id"]
    clock.pass_by(days=3)
    found = await streak_now(me, streak)
    assert (found["status"], found["current"]["days"], found["days_tried"]) == ("paused", 13, 14)
    answer = await me.patch(f"{path}/{pause['id']}", json={"until_on": "2026-06-16"})
    assert answer.headers["etag"] == f'"r{answer.json()["revision"]}"'
    found = await streak_now(me, streak)
    assert (found["status"], found["current"]["days"], found["days_tried"]) == ("active", 15, 16)


@june
async def test_a_moved_or_deleted_pause_lets_the_slip_count(me: AsyncClient) -> None:
    streak, pause, path = await a_paused_streak(me)
    assert (await streak_now(me, streak))["slip_count"] == 0
    answer = await me.patch(f"{path}/{pause['id']}", json={"from_on": "2026-06-06"})
    assert answer.status_code == 200
    assert (await streak_now(me, streak))["slip_count"] == 1
    await me.patch(f"{path}/{pause['id']}", json={"from_on": "2026-06-05"})
    assert (await streak_now(me, streak))["slip_count"] == 0
    assert (await me.delete(f"{path}/{pause['id']}")).status_code == 204
    found = await streak_now(me, streak)
    assert (found["slip_count"], found["days_tried"]) == (1, 15)
    assert (await read(me, path))["items"] == []


@june
@pytest.mark.parametrize(
    ("first", "last", "status"),
    [
        ("2026-06-07", "2026-06-09", 409),
        ("2026-06-01", "2026-06-04", 409),
        ("2026-06-05", "2026-06-05", 409),
        ("2026-06-01", None, 409),
        ("2026-06-08", None, 201),
        ("2026-06-01", "2026-06-03", 201),
        ("2026-06-08", "2026-06-07", 422),
    ],
)
async def test_no_date_is_paused_twice(
    me: AsyncClient, first: str, last: str | None, status: int
) -> None:
    _, _, path = await a_paused_streak(me)
    answer = await me.post(path, json={"from_on": first, "until_on": last})
    assert answer.status_code == status
    if status == 409:
        assert answer.json()["type"] == "/problems/pause-overlaps"


@june
async def test_a_change_can_neither_overlap_nor_go_backwards(me: AsyncClient) -> None:
    _, pause, path = await a_paused_streak(me)
    other = await created(me, path, {"from_on": "2026-06-10"})
    answer = await me.patch(f"{path}/{other['id']}", json={"from_on": "2026-06-07"})
    assert answer.json()["type"] == "/problems/pause-overlaps"
    answer = await me.patch(f"{path}/{pause['id']}", json={"until_on": None})
    assert answer.json()["type"] == "/problems/pause-overlaps"
    answer = await me.patch(f"{path}/{pause['id']}", json={"until_on": "2026-06-03"})
    assert [each["pointer"] for each in answer.json()["errors"]] == ["/until_on"]
    assert (await read(me, path))["items"] == [other, pause]


@june
async def test_a_repeated_pause_is_the_one_that_is_there(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    path = f"/v1/streaks/{streak['id']}/pauses"
    body = {"id": str(uuid4()), "from_on": "2026-06-04"}
    first = await created(me, path, body)
    again = await me.post(path, json=body)
    assert (again.status_code, again.json()) == (200, first)
    other = await a_streak(me, "2026-06-01T12:00", label="other")
    elsewhere = await me.post(f"/v1/streaks/{other['id']}/pauses", json=body)
    assert (elsewhere.status_code, elsewhere.json()["type"]) == (409, "/problems/id-taken")
    await me.delete(f"{path}/{first['id']}")
    await created(me, path, {"from_on": "2026-06-06"})
    gone = await me.post(path, json=body)
    assert (gone.status_code, gone.json()["type"]) == (410, "/problems/deleted")


@june
async def test_versions_guard_pauses(me: AsyncClient) -> None:
    _, pause, path = await a_paused_streak(me)
    old = {"if-match": '"r1"'}
    changes = {"until_on": "2026-06-09"}
    answer = await me.patch(f"{path}/{pause['id']}", json=changes, headers=old)
    assert answer.status_code == 412
    assert (await me.delete(f"{path}/{pause['id']}", headers=old)).status_code == 412


@june
async def test_a_pause_is_found_only_at_its_streak(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    streak, pause, path = await a_paused_streak(me)
    other = await a_streak(me, "2026-06-01T12:00", label="other")
    wrong = [
        (f"/v1/streaks/{other['id']}/pauses/{pause['id']}", "pause-not-found"),
        (f"{path}/{uuid4()}", "pause-not-found"),
        (f"/v1/streaks/{uuid4()}/pauses/{pause['id']}", "streak-not-found"),
    ]
    for place, code in wrong:
        answer = await me.patch(place, json={"until_on": None})
        assert (answer.status_code, answer.json()["type"]) == (404, f"/problems/{code}")
        assert (await me.delete(place)).status_code == 204
    theirs = await somebody_else.patch(f"{path}/{pause['id']}", json={"until_on": None})
    assert theirs.json()["type"] == "/problems/streak-not-found"
    assert (await somebody_else.get(path)).status_code == 404
    assert (await read(me, path))["items"] == [pause]
    assert (await streak_now(me, streak))["slip_count"] == 0
