from uuid import uuid4

import pytest
from httpx2 import AsyncClient

from tests.clock import FakeClock
from tests.companion.streaks.lives import (
    Json,
    a_contact,
    a_person,
    a_streak,
    at,
    created,
    read,
    segments,
    standing_at,
)

june = standing_at("2026-06-20T12:00")


async def explained(client: AsyncClient, streak: Json, on: str) -> Json:
    return await read(client, f"/v1/streaks/{streak['id']}/explanation", on=on)


@june
async def test_segments_go_from_break_to_break(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    restart_at = at("2026-06-06T12:00").isoformat()
    first = await a_contact(me, "2026-06-05T12:00", restart_at=restart_at)
    second = await a_contact(me, "2026-06-10T12:00")
    found = await segments(me, streak)
    assert [(each["opened_by"], each["closed_by"]) for each in found] == [
        (second["id"], None),
        (first["id"], second["id"]),
        (None, first["id"]),
    ]
    assert [each["started_on"] for each in found] == ["2026-06-10", "2026-06-06", "2026-06-01"]
    assert [each["ended_on"] for each in found] == [None, "2026-06-10", "2026-06-05"]
    assert [each["elapsed_seconds"] // 86_400 for each in found] == [10, 4, 4]


@june
async def test_the_running_segment_says_of_which_moment_it_is(
    me: AsyncClient, clock: FakeClock
) -> None:
    """Its tag is weak: 304 says that only the clock has moved."""
    streak = await a_streak(me, "2026-06-01T12:00")
    await a_contact(me, "2026-06-05T12:00")
    path = f"/v1/streaks/{streak['id']}/segments"

    answer = await me.get(path)
    clock.pass_by(minutes=10)
    later = await me.get(path)

    running, closed = answer.json()["items"]
    assert (running["as_of"], closed["as_of"]) == ("2026-06-20T10:00:00Z", None)
    assert later.json()["items"][0]["as_of"] == "2026-06-20T10:10:00Z"
    assert answer.headers["etag"] == later.headers["etag"]
    assert answer.headers["etag"].startswith("W/")


@june
async def test_a_segment_is_found_again_by_what_opened_it(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    slip = await a_contact(me, "2026-06-05T12:00")
    running, first = await segments(me, streak)
    path = f"/v1/contact-events/{slip['id']}"
    await me.patch(path, json={"occurred_at": at("2026-06-07T12:00").isoformat()})
    assert [each["id"] for each in await segments(me, streak)] == [running["id"], first["id"]]
    await me.delete(path)
    (only,) = await segments(me, streak)
    assert (only["id"], only["days"]) == (first["id"], 19)


@june
async def test_breaks_that_change_places_make_a_new_version(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    first, second, *_ = [
        await a_contact(me, f"2026-06-{moment}")
        for moment in ("05T10:00", "05T12:00", "06T12:00", "16T12:00")
    ]
    before = await read(me, f"/v1/streaks/{streak['id']}")
    later = {"occurred_at": at("2026-06-05T13:00").isoformat()}
    assert (await me.patch(f"/v1/contact-events/{first['id']}", json=later)).status_code == 200
    after = await read(me, f"/v1/streaks/{streak['id']}")
    assert after["longest"] == before["longest"]
    assert after["revision"] > before["revision"]
    opened = [each["opened_by"] for each in await segments(me, streak)]
    assert opened[2:] == [first["id"], second["id"], None]


@june
@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
async def test_segments_are_paged_the_running_one_first(me: AsyncClient, limit: int) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    for day in ("05", "10", "10", "10", "10"):
        await a_contact(me, f"2026-06-{day}T12:00")
    path = f"/v1/streaks/{streak['id']}/segments"
    page = await read(me, path, limit=limit)
    found = page["items"]
    while page["next_cursor"]:
        page = await read(me, path, limit=limit, cursor=page["next_cursor"])
        assert len(page["items"]) <= limit
        found += page["items"]
    assert [each["days"] for each in found] == [10, 0, 0, 0, 5, 4]
    assert found == await segments(me, streak)


@june
async def test_every_day_says_what_it_is_and_why(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    path = f"/v1/streaks/{streak['id']}"
    restart_at = at("2026-06-08T12:00").isoformat()
    slip = await a_contact(me, "2026-06-05T12:00", restart_at=restart_at)
    call = await a_contact(me, "2026-06-05T09:00", "heard_from", note="They called.")
    await created(me, f"{path}/pauses", {"from_on": "2026-06-12", "until_on": "2026-06-13"})
    paused = await a_contact(me, "2026-06-12T12:00")
    await me.put(
        f"{path}/ending",
        json={"outcome": "other", "ended_at": at("2026-06-15T12:00").isoformat()},
    )
    states = {
        "2026-05-31": "before_start",
        "2026-06-01": "kept",
        "2026-06-05": "broken",
        "2026-06-06": "gap",
        "2026-06-08": "kept",
        "2026-06-12": "paused",
        "2026-06-15": "kept",
        "2026-06-16": "after_ending",
    }
    for on, state in states.items():
        assert (await explained(me, streak, on))["state"] == state

    found = await explained(me, streak, "2026-06-05")

    (policy,) = found["policies"]
    assert (policy["effective_at"], found["paused"]) == (None, False)
    assert found["events"] == [
        {
            "id": event["id"],
            "kind": event["kind"],
            "occurred_at": event["occurred_at"],
            "time_zone": "Europe/Berlin",
            "day_starts_at": "04:00",
            "breaks": because == "counts",
            "because": because,
            "policy_id": policy["id"],
        }
        for event, because in [(call, "kind-not-counted"), (slip, "counts")]
    ]
    (judged,) = (await explained(me, streak, "2026-06-12"))["events"]
    assert (judged["id"], judged["because"]) == (paused["id"], "paused")


@june
async def test_a_day_names_the_policy_then_in_force_and_the_zone(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    body = {"counts": ["replied"], "effective_at": at("2026-06-10T12:00").isoformat()}
    version = await created(me, f"/v1/streaks/{streak['id']}/policies", body)
    await me.patch("/v1/me", json={"time_zone": "Asia/Tokyo", "day_starts_at": "02:00"})
    await a_contact(me, "2026-06-10T21:00", "replied")
    found = await explained(me, streak, "2026-06-11")
    assert (found["state"], found["time_zone"]) == ("broken", "Europe/Berlin")
    (judged,) = found["events"]
    assert (judged["time_zone"], judged["day_starts_at"]) == ("Asia/Tokyo", "02:00")
    assert (judged["policy_id"], judged["breaks"]) == (version["id"], True)
    assert (await explained(me, streak, "2026-06-09"))["policies"][0]["effective_at"] is None


@june
async def test_other_people_have_no_part_in_an_explanation(me: AsyncClient) -> None:
    alex, sam = await a_person(me, "Alex"), await a_person(me, "Sam")
    streak = await a_streak(me, "2026-06-01T12:00", person_id=alex)
    await a_contact(me, "2026-06-05T12:00", person_id=sam)
    await a_contact(me, "2026-06-05T12:00")
    assert (await explained(me, streak, "2026-06-05"))["events"] == []


@june
async def test_today_can_be_explained_and_tomorrow_not(me: AsyncClient, clock: FakeClock) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    path = f"/v1/streaks/{streak['id']}/explanation"
    assert (await read(me, path))["on"] == "2026-06-20"
    answer = await me.get(f"{path}?on=2026-06-21")
    assert [each["pointer"] for each in answer.json()["errors"]] == ["?on"]
    clock.pass_by(days=1)
    assert (await read(me, path, on="2026-06-21"))["state"] == "kept"


@standing_at("2026-06-20T20:00")
async def test_a_break_dated_ahead_can_be_explained(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    await a_contact(me, "2026-06-20T19:00", time_zone="Pacific/Kiritimati")
    assert (await explained(me, streak, "2026-06-20"))["state"] == "kept"
    assert (await explained(me, streak, "2026-06-21"))["state"] == "broken"


async def test_a_streak_that_is_not_there_has_no_history(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    theirs = await a_streak(somebody_else)
    for streak_id in (str(uuid4()), theirs["id"]):
        for part in ("segments", "explanation"):
            answer = await me.get(f"/v1/streaks/{streak_id}/{part}")
            assert answer.json()["type"] == "/problems/streak-not-found"
